import type { Random } from '@shared/random';
import type { Vec3 } from '../geometry/mesh';
import { tube } from '../geometry/tube';
import { materials } from '../material';
import type { Part } from '../shapes/model';
import type { Texture } from '../texture';

/**
 * A hand that holds a thing of the given half width, half depth and height (its middle at the origin): the thumb in
 * front, the fingers round the other side, the arm out of the picture. `mirrored`: the other hand.
 */
export function holdingHand(
  random: Random,
  skin: Texture,
  halfWidth: number,
  halfDepth: number,
  height: number,
): Part[] {
  const mirrored = random.next() < 0.4 ? -1 : 1;
  const y = height * random.between(-0.38, 0.05);
  const thumbReach = random.between(-0.55, 0.15);
  const point = (x: number, dy: number, z: number): Vec3 => [mirrored * x, y + dy, z];
  const [w, d] = [halfWidth, halfDepth];
  const arm = tube(
    [
      point(-w - 1.5, -1.7, -0.1),
      point(-w - 0.75, -0.75, d * 0.2),
      point(-w - 0.22, -0.2, d * 0.7),
      point(-w * 0.75, 0.06, d + 0.1),
      point(w * thumbReach, 0.2 + random.between(-0.1, 0.15), d + 0.1),
    ],
    [0.33, 0.36, 0.24, 0.13, 0.1],
    30,
  );
  const palm = tube(
    [point(-w - 0.5, -0.6, -d), point(-w - 0.12, -0.15, -d * 0.4), point(-w - 0.08, 0.35, -d - 0.1)],
    [0.3, 0.26, 0.16],
  );
  const fingers = Array.from({ length: 3 + random.below(2) }, (_, i) => {
    const dy = 0.42 - i * 0.21;
    const reach = random.between(0.55, 0.85);
    return tube(
      [
        point(-w * 0.2, dy - 0.05, -d - 0.12),
        point(w * 0.95, dy, -d - 0.03),
        point(w + 0.09, dy + 0.02, d * 0.35),
        point(w * reach, dy + 0.03, d + 0.08),
      ],
      [0.1, 0.095, 0.092, 0.075],
    );
  });
  return [arm, palm, ...fingers].map((mesh) => ({ mesh, texture: skin, material: materials.skin }));
}
