/** What becomes of the cosine between an embedding and its own class's centre, and the slope of that. */
export type Margin = (cosine: number) => { value: number; slope: number };

/** Added to squared lengths before the root, so that a zero embedding has a finite gradient. */
export const tinySquare = 1e-12;
