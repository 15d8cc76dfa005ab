import type { Mesh } from '../geometry/mesh';
import type { Material } from '../material';
import type { Texture } from '../texture';

/** A thing with its skin, standing on y = 0 with its front towards +z; units are about 10 cm. */
export interface Model {
  parts: readonly Part[];
  height: number;
  /** Half its width and half its depth. */
  halfWidth: number;
  halfDepth: number;
  /** Seen from straight left or right it shows only an edge. */
  flat: boolean;
}

export interface Part {
  mesh: Mesh;
  texture: Texture;
  material: Material;
}
