/** How a surface answers light. */
export interface Material {
  /** Share of the diffuse light it gives back. */
  diffuse: number;
  /** Strength of broad and of sharp reflections. */
  broad: number;
  sharp: number;
  /** Reflections take the surface's colour, as on metal. */
  metal: boolean;
  /** Clear as water: shows what is behind, bent; its texture tints it and alpha says how much it hides. */
  clear: boolean;
}

const material = (diffuse: number, broad: number, sharp: number, kind?: 'metal' | 'clear'): Material => ({
  diffuse,
  broad,
  sharp,
  metal: kind === 'metal',
  clear: kind === 'clear',
});

export const materials = {
  paper: material(1, 0.05, 0),
  board: material(1, 0.16, 0.03),
  film: material(0.95, 0.15, 0.3),
  plastic: material(0.95, 0.2, 0.25),
  tin: material(0.75, 0.45, 0.25, 'metal'),
  steel: material(0.3, 0.9, 0.35, 'metal'),
  foil: material(0.85, 0.3, 0.4),
  glass: material(0.9, 0.12, 0.9, 'clear'),
  pet: material(0.9, 0.2, 0.6, 'clear'),
  skin: material(1, 0.1, 0.02),
  matte: material(1, 0, 0),
} satisfies Record<string, Material>;
