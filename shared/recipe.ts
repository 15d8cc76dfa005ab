import { z } from 'zod';

/** How a network is trained. A recipe is data: it is saved with its run and can be run again. */

/** Keras layer-group names from the top down: the head alone, then MobileNetV2's blocks. */
export const blockNames = [
  'head',
  'Conv_1',
  ...Array.from({ length: 16 }, (_, i) => `block_${16 - i}`),
] as const;
const BlockName = z.enum(blockNames as unknown as [string, ...string[]]);

export const Stage = z.object({
  /** Everything from this block to the head is trained; `head` trains the head alone. */
  from: BlockName,
  epochs: z.number().int().min(1).max(1000),
  learningRate: z.number().positive(),
});
export type Stage = z.infer<typeof Stage>;

/** What every head has. */
const headFields = {
  /** Scale of the logits. */
  s: z.number().positive(),
  /**
   * What an embedding is divided by: its own norm, or the norm of all numbers of the batch's embeddings together, as a
   * normalization to which no axis is given does: one of the article's quirks.
   */
  normalization: z.enum(['photo', 'batch']).optional(),
};

/** Additive angular margin, radians. */
export const ArcFaceHead = z.object({
  kind: z.literal('arcface'),
  ...headFields,
  m: z.number().min(0).max(1.5),
  easyMargin: z.boolean(),
});
export type ArcFaceHead = z.infer<typeof ArcFaceHead>;

/** Margin taken from the cosine. */
export const CosFaceHead = z.object({
  kind: z.literal('cosface'),
  ...headFields,
  m: z.number().min(0).max(1),
});
export type CosFaceHead = z.infer<typeof CosFaceHead>;

/** Factor of the angle. */
export const SphereFaceHead = z.object({
  kind: z.literal('sphereface'),
  ...headFields,
  m: z.number().int().min(1).max(4),
});
export type SphereFaceHead = z.infer<typeof SphereFaceHead>;

/** No margin. */
const SoftmaxHead = z.object({ kind: z.literal('softmax'), ...headFields });
type SoftmaxHead = z.infer<typeof SoftmaxHead>;

/** What is trained on top of the embeddings: softmax over s·cos θ, the own class's cosine made smaller. */
export const Head = z.discriminatedUnion('kind', [ArcFaceHead, CosFaceHead, SphereFaceHead, SoftmaxHead]);
export type Head = z.infer<typeof Head>;

export const Augmentation = z.object({
  /** Largest shift, as a share of the width and of the height. */
  widthShift: z.number().min(0).max(0.5),
  heightShift: z.number().min(0).max(0.5),
  /** Zoom factor is drawn from 1 − zoom … 1 + zoom. */
  zoom: z.number().min(0).max(0.9),
  /** Largest rotation, degrees. */
  rotation: z.number().min(0).max(180),
  /** Brightness, contrast and colour balance each change by up to this share. */
  color: z.number().min(0).max(0.9),
  horizontalFlip: z.boolean(),
  /** What is outside the photo: this grey, 0–255. */
  fill: z.number().int().min(0).max(255),
});
export type Augmentation = z.infer<typeof Augmentation>;

export const Recipe = z.object({
  name: z.string().min(1),
  head: Head,
  stages: z.array(Stage).min(1),
  batchSize: z.number().int().min(2).max(512),
  augmentation: Augmentation,
  /** Augmented variants of each training photo kept per stage; epochs walk through them in turn. */
  variants: z.number().int().min(1).max(64),
  /** Learning rate × `factor` after `patience` epochs without a better validation loss. */
  plateau: z.object({ factor: z.number().positive().max(1), patience: z.number().int().min(1) }),
  /** A stage ends after `patience` epochs without a better validation loss; absent: it runs all its epochs. */
  earlyStopping: z.object({ patience: z.number().int().min(1).max(1000) }).optional(),
  /**
   * Photos of unknown things are trained as classes of their own, one for each that is like no other, so that products
   * draw apart from what is none.
   */
  unknowns: z.boolean().optional(),
  /**
   * Pixels reach the network as 0 … 1, one of the article's quirks; absent: as −1 … 1, as the backbone was trained. It is
   * built into the first convolution, so that what is trained with it recognises with it.
   */
  unitInputs: z.boolean().optional(),
  /** Share of the training photos held out for validation where no photo is marked `val`. */
  validationShare: z.number().min(0.05).max(0.5),
});
export type Recipe = z.infer<typeof Recipe>;

const seedStages = ['head', ...Array.from({ length: 11 }, (_, i) => `block_${16 - i}`)];

/** The article's recipe: head first, then one more block a stage, Adam 1e-3, batch 25. */
const seed: Recipe = {
  name: 'seed',
  head: { kind: 'arcface', s: 30, m: 0.5, easyMargin: false },
  stages: seedStages.map((from) => ({ from, epochs: 20, learningRate: 1e-3 })),
  batchSize: 25,
  augmentation: {
    widthShift: 0.1,
    heightShift: 0.1,
    zoom: 0.2,
    rotation: 0,
    color: 0,
    horizontalFlip: false,
    fill: 0,
  },
  variants: 4,
  plateau: { factor: 0.8, patience: 5 },
  validationShare: 0.16,
};

/** A minute or two on two cores: the middle of the network, which matches photos, stays as it is. */
const quick: Recipe = {
  name: 'quick',
  head: { kind: 'arcface', s: 30, m: 0.3, easyMargin: false },
  stages: [
    { from: 'head', epochs: 2, learningRate: 3e-3 },
    { from: 'block_13', epochs: 4, learningRate: 5e-4 },
  ],
  batchSize: 32,
  augmentation: {
    widthShift: 0.1,
    heightShift: 0.1,
    zoom: 0.2,
    rotation: 10,
    color: 0.2,
    horizontalFlip: false,
    fill: 128,
  },
  variants: 4,
  plateau: { factor: 0.5, patience: 3 },
  validationShare: 0.16,
};

/**
 * Keeps what the backbone knows of products it has never seen: only the top is trained, gently, and the cells that
 * photos are compared by stay the backbone's.
 */
const best: Recipe = {
  ...quick,
  name: 'best',
  stages: [
    { from: 'head', epochs: 2, learningRate: 3e-3 },
    { from: 'block_13', epochs: 6, learningRate: 5e-4 },
    { from: 'block_13', epochs: 2, learningRate: 1e-4 },
  ],
  variants: 6,
  unknowns: true,
};

export const presets = { quick, best, seed };
