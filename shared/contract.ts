import { z } from 'zod';
import { Box } from './box';
import * as d from './domain';
import { PackedPhotos } from './packed-photos';
import * as p from './product';
import { ListReport } from './product-list';
import { Recipe } from './recipe';
import { PhotoIssue, SplitWarning } from './review';
import * as s from './sync';
import {
  EpochMetrics,
  RateCurve,
  RunHistory,
  RunId,
  RunNotes,
  RunRecord,
  RunSummary,
  StageMetrics,
  StepMetrics,
} from './training';

/**
 * Every call and every event of the engine. Both ends derive their types from here and both validate.
 * A long call takes a `job` id of the caller's choosing, reports `job.progress` under it until it
 * returns, and stops early when `job.cancel` names it.
 */

const call = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({ args, result });
const nothing = z.object({});
const job = z.string().min(1);
const folder = z.string().min(1);
const backbone = d.BackboneName;
const runId = RunId;
/** Of a PostgreSQL server; it may hold a password. */
const serverUrl = z.string().min(1).max(2000);
const sources = z.array(d.PhotoSource).min(1);
const references = z.array(d.ReferenceSource).min(1);
const photoIds = z.array(d.PhotoId).min(1);
/** The bytes of an image file. */
const picture = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= 50_000_000,
);
/** A step that `photos.setUndone` takes back. */
const photoEdit = z.object({ edit: z.number().int() });
const keptEdit = z.object({ edit: z.number().int(), undone: z.boolean(), at: z.string() });

export const calls = {
  'engine.info': call(nothing, d.EngineInfo),
  /** Fetches native TensorFlow, and loads it; where it can be had: `EngineInfo.tensorflow.download`. */
  'engine.fetchTensorFlow': call(z.object({ job }), d.EngineInfo),
  'job.cancel': call(z.object({ job }), nothing),

  'project.create': call(z.object({ folder, name: z.string().min(1).optional() }), d.Project),
  /** `takeOver`: open although another studio's lock is on it (only after asking the user). */
  'project.open': call(z.object({ folder, takeOver: z.boolean().optional() }), d.Project),
  /** Creates a project with the generated sample photos in it. */
  'project.sample': call(z.object({ folder, seed: z.number().int().optional(), job }), d.Project),
  /** Writes the open project as one zip. */
  'project.pack': call(
    z.object({ out: z.string().endsWith('.zip'), job }),
    z.object({ files: z.number().int() }),
  ),
  /** Unpacks a project into a new or empty folder and opens it. */
  'project.unpack': call(z.object({ zip: z.string().min(1), folder, job }), d.Project),
  /** The project that is open, if one is. */
  'project.current': call(nothing, d.Project.nullable()),
  'project.close': call(nothing, nothing),
  /**
   * Writes all that another program needs to recognise, or the network alone for Keras or TensorFlow.js: a folder, or one
   * file where `out` ends in `.zip`. Throws `not-empty` where other files are in the way.
   */
  'project.export': call(
    z.object({ out: folder, format: d.ExportFormat.optional(), job }),
    z.object({ files: z.array(z.string()), models: z.array(d.PrecisionFigures) }),
  ),
  /**
   * Writes one HTML file that needs nothing else: `out` itself where it ends in `.html`, `report.html` in that folder,
   * or where it is absent in the project's cache.
   */
  'project.report': call(
    z.object({ out: folder.optional(), language: z.enum(['en', 'ja']), job }),
    z.object({ file: z.string() }),
  ),

  'classes.list': call(nothing, z.array(d.PhotoClass)),
  'classes.create': call(
    z.object({ name: z.string().min(1), kind: d.ClassKind.optional() }),
    d.PhotoClass.extend({ edit: z.number().int() }),
  ),
  'classes.edit': call(
    z.object({
      id: z.number().int(),
      name: z.string().min(1).optional(),
      kind: d.ClassKind.optional(),
      color: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i)
        .optional(),
    }),
    photoEdit,
  ),
  /** The photos of other classes get the label `into`, and those classes go. */
  'classes.merge': call(
    z.object({ ids: z.array(z.number().int()).min(1), into: z.number().int() }),
    photoEdit,
  ),
  /** Its photos become unlabelled. */
  'classes.remove': call(z.object({ id: z.number().int() }), photoEdit),

  /**
   * `folder` (the default): sub-folders of a given folder become classes; loose files get `className`, or no label.
   * Other formats: the dataset's folder, or its annotation file.
   */
  'photos.import': call(
    z.object({
      paths: z.array(z.string().min(1)).min(1),
      split: d.Split.optional(),
      unknown: z.boolean().optional(),
      className: z.string().min(1).optional(),
      format: d.DatasetFormat.optional(),
      job,
    }),
    d.ImportReport,
  ),
  /** Adds pictures of a camera, taken one after another, to the dataset; `edit` is `null` where all were there already. */
  'photos.capture': call(
    z.object({ images: z.array(picture).min(1).max(50), classId: z.number().int().nullable() }),
    z.object({ edit: z.number().int().nullable(), ids: photoIds }),
  ),
  /** Writes the photos with their labels and boxes into a new or empty folder. */
  'photos.export': call(
    z.object({ out: folder, format: d.DatasetFormat, job }),
    z.object({ count: z.number().int(), out: z.string() }),
  ),
  'photos.list': call(d.PhotoFilter, PackedPhotos),
  'photos.label': call(z.object({ ids: photoIds, classId: z.number().int().nullable() }), photoEdit),
  'photos.setSplit': call(z.object({ ids: photoIds, split: d.Split }), photoEdit),
  /** Sets what is looked at of photos; `null` for all. A box is cut to its photo. */
  'photos.setBoxes': call(
    z.object({ boxes: z.array(z.object({ id: d.PhotoId, box: Box.nullable() })).min(1) }),
    photoEdit,
  ),
  /** Boxes of what is new in photos against one of the empty scene, or with `null` of the bottle or cup in each; nothing is changed. */
  'photos.suggestBoxes': call(
    z.object({ ids: photoIds, empty: d.PhotoId.nullable(), job }),
    z.array(z.object({ id: d.PhotoId, box: Box.nullable() })),
  ),
  /** Looks over all photos for poor ones, copies and labels that look wrong. */
  'photos.survey': call(z.object({ job }), z.array(PhotoIssue)),
  /** Lays all photos that can be read out on a plane by what they show. */
  'photos.map': call(z.object({ job }), d.PhotoMap),
  /** What is wrong with the splits as they are; copies in two splits are known once the photos were looked over. */
  'photos.checkSplits': call(nothing, z.array(SplitWarning)),
  /** Draws splits anew, stratified by class; bursts and photos like one another stay together. */
  'photos.drawSplits': call(
    z.object({
      shares: z.object({ train: z.number().positive(), val: z.number().min(0), test: z.number().min(0) }),
      seed: z.number().int().optional(),
      job,
    }),
    photoEdit.extend({ train: z.number().int(), val: z.number().int(), test: z.number().int() }),
  ),
  /** Kept states of the dataset, newest first; one is kept with every run that begins. */
  'versions.list': call(nothing, z.array(d.DatasetVersion)),
  'versions.keep': call(
    z.object({ name: z.string().trim().min(1).max(200) }),
    z.object({ id: z.number().int() }),
  ),
  /** What has changed since a version. */
  'versions.compare': call(z.object({ id: z.number().int() }), d.VersionDifference),
  'versions.restore': call(z.object({ id: z.number().int() }), photoEdit),
  /** Takes out a version that was kept by hand, or puts it back while the project stays open. */
  'versions.setRemoved': call(z.object({ id: z.number().int(), removed: z.boolean() }), nothing),
  /** Takes photos out of the dataset; `photos.restore` puts them back as they were. */
  'photos.remove': call(z.object({ ids: photoIds }), photoEdit),
  'photos.restore': call(z.object({ ids: photoIds }), photoEdit),
  /** Undoes an edit of photos or classes, or does it again. */
  'photos.setUndone': call(z.object({ edit: z.number().int(), undone: z.boolean() }), nothing),
  /** The edits of photos and classes that are kept, oldest first. */
  'photos.edits': call(nothing, z.array(keptEdit)),
  /** Path of a JPEG no wider than `width` for a photo of the project or a photo just recognised. */
  'photos.thumbnail': call(
    z.object({ id: d.PhotoId, width: z.number().int().min(16).max(4096) }),
    z.object({ path: z.string() }),
  ),

  'train.start': call(
    z.object({
      recipe: Recipe,
      /** Class names to train on; absent for all classes of kind `product`. */
      classes: z.array(z.string()).optional(),
      engine: z.enum(['auto', 'tensorflow', 'onnx']).optional(),
      seed: z.number().int().optional(),
      /** Continue this interrupted run instead of starting a new one. */
      resume: runId.optional(),
      /** A new run begins with this one's best weights; absent: with the backbone. */
      from: runId.optional(),
      /** For the look over the photos before a run, where some have to be drawn to validate. */
      job: job.optional(),
    }),
    z.object({ runId: z.string() }),
  ),
  /** The learning-rate range test of a recipe's stage, on weights that are then thrown away. */
  'train.findRate': call(
    z.object({
      recipe: Recipe,
      /** Index of the stage. */
      stage: z.number().int().min(0),
      classes: z.array(z.string()).optional(),
      engine: z.enum(['auto', 'tensorflow', 'onnx']).optional(),
      seed: z.number().int().optional(),
      from: runId.optional(),
      job,
    }),
    RateCurve,
  ),
  /** Stops at once; the best weights so far are kept and put to use. */
  'train.cancel': call(z.object({ runId }), nothing),
  /** Holds the run that is under way after its present step, or lets it go on. */
  'train.setPaused': call(z.object({ runId, paused: z.boolean() }), nothing),
  'runs.list': call(nothing, z.array(RunSummary)),
  'runs.history': call(z.object({ runId }), RunHistory),
  /** A run's curves as they are exported. */
  'runs.chart': call(z.object({ runId }), z.object({ svg: z.string() })),
  /**
   * Writes its metrics as CSV and its curves as SVG and PNG into a folder. `png`: the curves drawn by who has the fonts
   * for it; absent: the engine draws them.
   */
  'runs.export': call(
    z.object({ runId, folder, png: picture.optional() }),
    z.object({ files: z.array(z.string()) }),
  ),
  'runs.describe': call(z.object({ runId }).extend(RunNotes.shape), nothing),
  /** Takes a run out of the list; `runs.restore` puts it back, until the project is opened again. */
  'runs.remove': call(z.object({ runId }), nothing),
  'runs.restore': call(z.object({ runId }), nothing),
  /** Puts a run's weights (or, with `null`, the backbone's own) to use and re-embeds the gallery. */
  'model.use': call(z.object({ runId: runId.nullable(), job }), d.Project),

  /** The project's own backbones; the bundled one is not among them. */
  'backbone.list': call(nothing, z.array(backbone)),
  /** Fetches Keras's ImageNet weights and makes a backbone of them. */
  'backbone.fetch': call(z.object({ job }), z.object({ name: backbone })),
  /** Makes a backbone of a Keras HDF5 file or the `model.json` of a TensorFlow.js layers model. */
  'backbone.import': call(z.object({ path: z.string().min(1), job }), z.object({ name: backbone })),
  /** Puts a backbone (or, with `null`, the bundled one) to use and re-embeds the gallery. */
  'backbone.use': call(z.object({ name: backbone.nullable(), job }), d.Project),

  'registry.list': call(nothing, z.array(d.Product)),
  'registry.register': call(z.object({ name: z.string().min(1), photos: references }), d.Product),
  /** The registered product, other than `except`, that photos would be taken for, if any. */
  'registry.lookalike': call(
    z.object({ photos: sources, except: z.number().int().optional() }),
    z.object({ lookalike: d.Lookalike.nullable() }),
  ),
  /** Makes photo files that may be registered showable by id, as one recognised lately. */
  'registry.preview': call(
    z.object({ paths: z.array(z.string().min(1)).min(1) }),
    z.array(z.object({ path: z.string(), photoId: d.PhotoId })),
  ),
  'registry.replacePhotos': call(z.object({ id: z.number().int(), photos: references }), d.Product),
  /** How well products can be told apart; those that need better photos first. */
  'registry.health': call(z.object({ job }), z.array(d.ProductHealth)),
  /** Gives a product more photos. */
  'registry.addPhotos': call(z.object({ id: z.number().int(), photos: references }), d.Product),
  /** Changes single registered photos; one that was taken out can be put back. */
  'registry.changeReferences': call(z.object({ changes: z.array(d.ReferenceChange).min(1) }), nothing),
  /** Takes a product out; `registry.restore` puts it back as it was. */
  'registry.remove': call(z.object({ id: z.number().int() }), nothing),
  'registry.restore': call(z.object({ id: z.number().int() }), nothing),
  /** Registers every product class not yet registered from its first `references` training photos. */
  'registry.registerClasses': call(
    z.object({ references: z.number().int().min(1).max(64), job }),
    z.array(d.Product),
  ),

  /** Edits products in one step that can be undone; `edit` names it, and is `null` where nothing differed. */
  'products.edit': call(
    z.object({ changes: z.array(p.ProductChange).min(1) }),
    z.object({ edit: z.number().int().nullable() }),
  ),
  /** Takes products out in one step that can be undone. */
  'products.remove': call(
    z.object({ ids: z.array(z.number().int()).min(1) }),
    z.object({ edit: z.number().int() }),
  ),
  /** Undoes an edit, or does it again. */
  'products.setUndone': call(z.object({ edit: z.number().int(), undone: z.boolean() }), nothing),
  /** The edits that are kept, oldest first. */
  'products.edits': call(nothing, z.array(keptEdit)),
  /** The article number under a bar code in a picture; `null` where none can be read. */
  'products.readCode': call(z.object({ image: picture }), z.object({ code: z.string().nullable() })),
  /** Adds and changes products by a CSV file; bad rows are reported and the others kept. */
  'products.import': call(z.object({ path: z.string().min(1) }), ListReport),
  /** Writes all products as a CSV file, its titles in this language. */
  'products.export': call(
    z.object({ path: z.string().min(1), language: z.enum(['en', 'ja']) }),
    z.object({ count: z.number().int() }),
  ),

  /** Shares the products of the open project, which is in `folder`, with this server from now on. */
  'sync.connect': call(z.object({ folder, url: serverUrl }), nothing),
  /** Works alone; what is edited meanwhile waits. */
  'sync.disconnect': call(nothing, nothing),
  /** Tries at once. */
  'sync.now': call(nothing, nothing),
  'sync.status': call(nothing, s.SyncStatus),
  'sync.setShop': call(z.object({ name: z.string().trim().min(1).max(80) }), nothing),
  /** Connects, which makes the registry's tables where there are none, and changes nothing else. */
  'sync.test': call(z.object({ url: serverUrl }), s.ServerInfo),
  /** Synchronises once. */
  'sync.once': call(z.object({ url: serverUrl, job }), s.SyncResult.extend({ conflicts: z.number().int() })),
  'sync.conflicts': call(nothing, z.array(s.Conflict)),
  /** Decides a conflict: with `take` the kept value takes the place of the one that stands. */
  'sync.resolve': call(z.object({ id: z.string(), take: z.boolean() }), nothing),
  /** What was done to a product since it is shared, latest first. */
  'sync.history': call(z.object({ productId: z.number().int() }), z.array(s.HistoryEntry)),

  /** `items`: also answers for each packaged product that is found in a photo. */
  'recognise.photos': call(
    z.object({ photos: sources, threshold: z.number().optional(), items: z.boolean().optional() }),
    z.array(d.Recognition),
  ),

  /** The same for a picture that is no file, such as a camera's; nothing of it is kept. */
  'recognise.image': call(z.object({ image: picture }), d.ImageAnswer),
  /** Keeps a picture for a while, as one recognised lately, so that it can be shown, recognised and taught. */
  'recognise.keep': call(z.object({ image: picture }), z.object({ photoId: d.PhotoId })),
  /** Keeps one product in a photo recognised lately as a photo of its own, in the same way. */
  'recognise.keepItem': call(z.object({ photoId: d.PhotoId, box: Box }), z.object({ photoId: d.PhotoId })),
  /** Registers a photo for the product it shows, or with `null` puts it among what is no product. */
  'recognise.teach': call(z.object({ photoId: d.PhotoId, productId: z.number().int().nullable() }), d.Taught),
  /** Recognises what is put into a folder and tells `recognise.watched`; `null` ends it. `items`: as in `recognise.photos`. */
  'recognise.watch': call(z.object({ folder: folder.nullable(), items: z.boolean().optional() }), nothing),

  /** Scores the validation photos (and the unknown ones) against the gallery. */
  'tune.scores': call(z.object({ job }), z.object({ photos: z.array(d.ScoredPhoto) })),
  /** Photos kept to try every model on, newest first. */
  'evaluations.list': call(nothing, z.array(d.EvaluationSet)),
  /** Keeps labelled photos as a set. */
  'evaluations.create': call(
    z.object({ name: z.string().trim().min(1), photoIds }),
    z.object({ id: z.number().int() }),
  ),
  /** What each model said to a set's photos, newest first. */
  'evaluations.results': call(z.object({ id: z.number().int() }), z.array(d.EvaluationResult)),
  /** Tries the model in use on a set. */
  'evaluations.run': call(z.object({ id: z.number().int(), job }), nothing),
  'evaluations.rename': call(z.object({ id: z.number().int(), name: z.string().trim().min(1) }), nothing),
  /** Takes a set out, or puts it back. */
  'evaluations.setRemoved': call(z.object({ id: z.number().int(), removed: z.boolean() }), nothing),
  'tune.setThreshold': call(z.object({ threshold: z.number().min(-1).max(1) }), d.Project),
  /** Thresholds of single products, as in `Project`; `null`: all have the same. Another model forgets them. */
  'tune.setProductShifts': call(z.object({ shifts: d.Project.shape.productShifts }), d.Project),
} as const;

export const events = {
  'job.progress': z.object({
    job,
    done: z.number(),
    total: z.number(),
    /** What is being worked on, such as a file name; never a sentence. */
    item: z.string(),
  }),
  'train.stage': StageMetrics,
  'train.step': StepMetrics,
  'train.epoch': EpochMetrics,
  'train.paused': z.object({ runId, paused: z.boolean() }),
  /** The run has ended, however it did. */
  'train.end': RunRecord,
  /** How sharing is doing has changed: ask for the status. */
  'sync.changed': nothing,
  'recognise.watched': d.WatchedPhoto,
  /** The folder that was watched cannot be read any more. */
  'recognise.watchEnded': z.object({ folder: z.string() }),
  /**
   * Photos, classes or products changed: reload what is shown of them. `photos`: only these did, or are gone; absent for
   * more than a few.
   */
  'project.changed': z.object({
    what: z.enum(['photos', 'registry', 'model', 'threshold']),
    photos: z.array(d.PhotoId).optional(),
  }),
} as const;

export type CallName = keyof typeof calls;
export type Args<K extends CallName> = z.input<(typeof calls)[K]['args']>;
export type Result<K extends CallName> = z.output<(typeof calls)[K]['result']>;
export type EventName = keyof typeof events;
export type EventData<K extends EventName> = z.output<(typeof events)[K]>;

/** What the engine implements: one function a call. */
export type Handlers = { [K in CallName]: (args: z.output<(typeof calls)[K]['args']>) => Promise<Result<K>> };
export type Emit = <K extends EventName>(name: K, data: EventData<K>) => void;
