import { z } from 'zod';
import { Box } from './box';
import { errorCodes } from './errors';
import { Angle, ProductDetails } from './product';

/** The nouns of the studio. Ids of photos are the SHA-256 of their bytes, so a copy is the same photo. */

export const PhotoId = z.string().regex(/^[0-9a-f]{64}$/);
/** A file name in the project's models, without its ending. */
export const BackboneName = z.string().regex(/^[\p{L}\p{N}_-]+$/u);
export const Split = z.enum(['train', 'val', 'test']);
export type Split = z.infer<typeof Split>;

/** `product`: one class a product. `unknown`: things that are not products; they tune the threshold. */
export const ClassKind = z.enum(['product', 'unknown']);

export const PhotoClass = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: ClassKind,
  color: z.string(),
  count: z.number().int(),
});
export type PhotoClass = z.infer<typeof PhotoClass>;

export const Photo = z.object({
  id: PhotoId,
  /** File name it was imported under. */
  name: z.string(),
  classId: z.number().int().nullable(),
  split: Split,
  width: z.number().int(),
  height: z.number().int(),
  /** What of it is looked at; `null` for all. */
  box: Box.nullable(),
});
export type Photo = z.infer<typeof Photo>;

/** Up to so many photos are named one by one. */
export const fewPhotos = 2000;

export const PhotoFilter = z.object({
  /** A class id, `null` for unlabelled photos, or absent for all. */
  classId: z.number().int().nullable().optional(),
  split: Split.optional(),
  text: z.string().optional(),
  /** Only these. */
  ids: z.array(PhotoId).max(fewPhotos).optional(),
});
export type PhotoFilter = z.infer<typeof PhotoFilter>;

/** A photo already in the project, or a file anywhere on this machine. */
export const PhotoSource = z.union([z.object({ photoId: PhotoId }), z.object({ path: z.string().min(1) })]);
export type PhotoSource = z.infer<typeof PhotoSource>;

/** A photo to register and the side it shows, where that is known. */
export const ReferenceSource = PhotoSource.and(z.object({ angle: Angle.optional() }));
export type ReferenceSource = z.infer<typeof ReferenceSource>;

/** A registered photo. `weight`: what its likeness counts; one that is not `active` is kept but not compared. */
export const Reference = z.object({
  id: z.number().int(),
  photoId: PhotoId,
  angle: Angle.nullable(),
  weight: z.number().min(0.05).max(1),
  active: z.boolean(),
});
export type Reference = z.infer<typeof Reference>;

/** New values for one registered photo; what is absent stays. */
export const ReferenceChange = Reference.omit({ photoId: true })
  .partial()
  .extend({ id: z.number().int(), removed: z.boolean().optional() });
export type ReferenceChange = z.infer<typeof ReferenceChange>;

/** What setting a photo right did: photos it registered, and the edit of the dataset's photos, `null` for none. */
export const Taught = z.object({
  references: z.array(z.number().int()),
  edit: z.number().int().nullable(),
});
export type Taught = z.infer<typeof Taught>;

/** `references` is empty for a product that came from a list and has no photos yet. */
export const Product = ProductDetails.extend({
  id: z.number().int(),
  name: z.string(),
  references: z.array(Reference),
  createdAt: z.string(),
});
export type Product = z.infer<typeof Product>;

export const Project = z.object({
  folder: z.string(),
  name: z.string(),
  photoCount: z.number().int(),
  productCount: z.number().int(),
  /** The run whose weights are in use, or `null` for the backbone's own. */
  modelRunId: z.string().nullable(),
  /** The backbone that the project trains and matches with, or `null` for the bundled one. */
  backbone: z.string().nullable(),
  threshold: z.number(),
  /** By how much the thresholds of products lie above it, in log-odds, by product id; `null`: all have the same. */
  productShifts: z.record(z.string(), z.number()).nullable(),
  /** Its database was damaged: the backup it was replaced with, and the folder the damaged files are in now. */
  restored: z.object({ from: z.string(), aside: z.string() }).nullable(),
});
export type Project = z.infer<typeof Project>;

/** Photos on a plane, like ones near each other. `points`: x and y of each of `ids`; `outliers`: unlike all others. */
export const PhotoMap = z.object({
  ids: z.array(PhotoId),
  points: z.custom<Float32Array>((value) => value instanceof Float32Array),
  outliers: z.array(PhotoId),
});
export type PhotoMap = z.infer<typeof PhotoMap>;

/** A state of the dataset that is kept: which photos, and the label, split and box of each. */
export const DatasetVersion = z.object({
  id: z.number().int(),
  name: z.string(),
  madeAt: z.string(),
  /** The run that began with it; `null` for one kept by hand. */
  runId: z.string().nullable(),
  photos: z.number().int(),
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

/** How many photos came, went, or have another label, split or box since a version; and classes that differ. */
export const VersionDifference = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  labels: z.number().int(),
  splits: z.number().int(),
  boxes: z.number().int(),
  classes: z.number().int(),
});
export type VersionDifference = z.infer<typeof VersionDifference>;

/** How a dataset is laid out in files. */
export const DatasetFormat = z.enum(['folder', 'coco', 'yolo', 'voc', 'csv']);
export type DatasetFormat = z.infer<typeof DatasetFormat>;

/**
 * Why a file, or what a line of a file says, was not imported; `reason` is a key of the window's translations. `row`:
 * it cannot be understood; `missing`: the photo it names is not there; `box`: its box is not in the photo, which was
 * imported without; `boxes`: a box beside a larger one, which was kept.
 */
export const ImportProblem = z.object({
  path: z.string(),
  line: z.number().int().nullable(),
  reason: z.enum([
    'broken',
    'unsupported',
    'too-large',
    'empty',
    'unreadable',
    'row',
    'missing',
    'box',
    'boxes',
  ]),
  detail: z.string(),
});
export const ImportReport = z.object({
  imported: z.number().int(),
  duplicates: z.number().int(),
  problems: z.array(ImportProblem),
  cancelled: z.boolean(),
  /** To undo it by; `null` where nothing was imported. */
  edit: z.number().int().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const EngineKind = z.enum(['tensorflow', 'onnx']);
export type EngineKind = z.infer<typeof EngineKind>;

export const EngineInfo = z.object({
  /** The training engine that `auto` picks on this machine. */
  inUse: EngineKind,
  tensorflow: z.object({
    available: z.boolean(),
    gpu: z.boolean(),
    version: z.string().nullable(),
    /** Why it is not available. */
    detail: z.string().nullable(),
    /** Bytes, where it can be fetched from within the studio. */
    download: z.number().int().nullable(),
  }),
  onnxVersion: z.string(),
  nodeVersion: z.string(),
  threads: z.number().int(),
});
export type EngineInfo = z.infer<typeof EngineInfo>;

/** A product that a photo may show, and how sure that is. */
export const Candidate = z.object({
  productId: z.number().int(),
  name: z.string(),
  score: z.number(),
  /** The product's reference nearest to the photo. */
  photoId: PhotoId,
});
export type Candidate = z.infer<typeof Candidate>;

/** How well a product can be told from the others. */
export const ProductHealth = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Registered photos that are compared. */
  photos: z.number().int(),
  /** Mean distance between them, 1 − cosine; `null` for fewer than two. */
  spread: z.number().nullable(),
  /** The product that one of them would be taken for if its own were not there. */
  rival: z
    .object({
      id: z.number().int(),
      name: z.string(),
      score: z.number(),
      photoId: PhotoId,
      itsPhotoId: PhotoId,
    })
    .nullable(),
  /** Its labelled photos that are not registered, and how many of them are not recognised. */
  tried: z.number().int(),
  refused: z.number().int(),
  /** More photos, other sides, photos of what is different, photos that look more like it. */
  needs: z.array(z.enum(['more', 'sides', 'difference', 'likeness'])),
});
export type ProductHealth = z.infer<typeof ProductHealth>;

/** A photo of a product that is to be registered, and the registered one that it would be taken for. */
export const Lookalike = z.object({ photoId: PhotoId, nearest: Candidate });
export type Lookalike = z.infer<typeof Lookalike>;

/** What a picture was taken for. */
export const ImageAnswer = z.object({
  /** `null`: not a product, its best score is under the threshold. */
  product: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  score: z.number(),
  threshold: z.number(),
  /** Best first; at most five products. */
  candidates: z.array(Candidate),
  milliseconds: z.number(),
});
export type ImageAnswer = z.infer<typeof ImageAnswer>;

/** A packaged product that was found in a picture, and what it was taken for. */
export const ItemAnswer = ImageAnswer.omit({ milliseconds: true }).extend({ box: Box });
export type ItemAnswer = z.infer<typeof ItemAnswer>;

/** Where products are in a picture of this size, from left to right. */
export const FoundItems = z.object({
  width: z.number().int(),
  height: z.number().int(),
  items: z.array(ItemAnswer),
});
export type FoundItems = z.infer<typeof FoundItems>;

/** What a photo that can be shown by its id was taken for; `found`: each product in it, where that was asked for. */
export const Recognition = ImageAnswer.extend({
  photoId: PhotoId,
  name: z.string(),
  found: FoundItems.optional(),
});
export type Recognition = z.infer<typeof Recognition>;

/** A photo that appeared in the folder that is watched: what it shows, or why that cannot be said. */
export const WatchedPhoto = z.object({
  name: z.string(),
  answer: Recognition.nullable(),
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
});

/** A validation photo scored against the gallery. */
export const ScoredPhoto = z.object({
  photoId: PhotoId,
  /** The registered product it truly shows; `null` when it shows none of them. */
  truth: z.string().nullable(),
  nearest: z.string(),
  score: z.number(),
  /** The product it shows by its label, registered or not; `null` for things that are no product. */
  shows: z.string().nullable(),
  /** The run whose weights are in use was trained on it: it says less than a photo the network has never seen. */
  trained: z.boolean(),
});
export type ScoredPhoto = z.infer<typeof ScoredPhoto>;
/** What a score says, whichever photo it is of. */
export type Scored = Pick<ScoredPhoto, 'truth' | 'nearest' | 'score'>;

/** Photos that are kept, with their labels, to try every model on. `due`: the model in use was not tried yet. */
export const EvaluationSet = z.object({
  id: z.number().int(),
  name: z.string(),
  createdAt: z.string(),
  photoCount: z.number().int(),
  due: z.boolean(),
});
export type EvaluationSet = z.infer<typeof EvaluationSet>;

/** What a model said to the photos of a set. `threshold`: the one that was, or is, in use with it. */
export const EvaluationResult = z.object({
  /** The run whose weights it has; `null` for the backbone's own. */
  runId: z.string().nullable(),
  backbone: z.string().nullable(),
  madeAt: z.string(),
  threshold: z.number(),
  photos: z.array(ScoredPhoto),
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;

/** A share's 95 % confidence interval. */
export const Interval = z.object({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;

/** A threshold chosen for a purpose, what it does to the photos it was measured on, and how sure that is. */
export const ThresholdChoice = z.object({
  /** The largest share of strangers that may be accepted; `null` for the equal error rate. */
  target: z.number().nullable(),
  threshold: z.number(),
  falseAcceptRate: z.number(),
  falseAcceptInterval: Interval,
  falseRejectRate: z.number(),
  falseRejectInterval: Interval,
});
export type ThresholdChoice = z.infer<typeof ThresholdChoice>;

export const Evaluation = z.object({
  n: z.number().int(),
  unknownCount: z.number().int(),
  /** Share of product photos whose nearest product is the right one, no threshold. */
  accuracy: z.number(),
  accuracyAtThreshold: z.number(),
  threshold: z.number(),
  falseRejectRate: z.number(),
  /** `null` where no unknown photos were given, as for the next two. */
  falseAcceptRate: z.number().nullable(),
  auroc: z.number().nullable(),
  falseRejectRateAtFar1: z.number().nullable(),
  /** Equal error rate, and open-set classification rate (see shared/curves.ts). */
  eer: z.number().nullable(),
  oscr: z.number().nullable(),
  thresholds: z.array(ThresholdChoice),
  perProduct: z.array(z.object({ name: z.string(), n: z.number().int(), accuracy: z.number() })),
  confusions: z.array(z.object({ truth: z.string(), answer: z.string(), count: z.number().int() })),
  msPerImage: z.number(),
});
export type Evaluation = z.infer<typeof Evaluation>;

export const ExportFormat = z.enum(['bundle', 'keras', 'tfjs']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** A model as it is stored in one precision, and what that costs. */
export const PrecisionFigures = z.object({
  precision: z.enum(['float32', 'float16', 'int8']),
  file: z.string(),
  bytes: z.number().int(),
  /** The registered photos that it was tried with, each looked for among all the others. */
  photos: z.number().int(),
  /** Share of those of products with several photos whose best product is the right one; `null` where there are none. */
  accuracy: z.number().nullable(),
  /** Share of them that get the same answer as with float32. */
  sameAnswer: z.number(),
  /** One by one, without decoding. */
  msPerPhoto: z.number(),
});
export type PrecisionFigures = z.infer<typeof PrecisionFigures>;
