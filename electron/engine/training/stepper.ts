import type { EngineKind } from '@shared/domain';
import type { Head } from '@shared/recipe';
import type { Unit, UnitWeights } from '../network/unit';

/** A batch as the feature cache hands it over. */
export interface Batch {
  /** float16 bits, [n, channels, height, width]: the output of the frozen prefix. */
  features: Uint16Array;
  /** Class indices, [n]. */
  labels: Int32Array;
}

export interface BatchResult {
  /** Mean cross-entropy over the batch. */
  loss: number;
  /** Photos whose largest logit, without the margin, is their own class's. */
  correct: number;
}

export interface Evaluation extends BatchResult {
  /** Not normalized, [n, 1280]. */
  embeddings: Float32Array;
}

/** Everything that changes while training: enough to go on where another stepper stopped. */
export interface TrainState {
  /** The trainable suffix by unit name. */
  units: Map<string, UnitWeights>;
  /** The head's class centres, [classes, 1280]. */
  head: Float32Array;
  /** Adam's moments and step count by tensor name (`<unit>/kernel`, `<unit>/bias`, `head`); empty at the start. */
  optimizer: { step: number; moments: Map<string, { m: Float32Array; v: Float32Array }> };
}

export interface StepperOptions {
  /** The trainable units, top of the network last; empty when only the head is trained. */
  suffix: readonly Unit[];
  /** [channels, height, width] of the features. After Conv_1 for an empty suffix: [1280, 7, 7]. */
  featureShape: readonly [number, number, number];
  classes: number;
  batchSize: number;
  head: Head;
}

/**
 * Trains the suffix and the head. Each engine has one; on the same batch they give the same loss and
 * gradients. Both step with `centredStep` and `Adam`, which make up for the BatchNorm that is folded in.
 */
export interface Stepper {
  readonly engine: EngineKind;
  /** One optimizer step. `batch` may be shorter than batchSize. */
  step(batch: Batch, learningRate: number): Promise<BatchResult>;
  /** Loss (with the margin), correct answers and embeddings without changing anything. */
  evaluate(batch: Batch): Promise<Evaluation>;
  /** Gradients by tensor name, for the parity tests. */
  gradients(batch: Batch): Promise<{ loss: number; gradients: Map<string, Float32Array> }>;
  /** A copy of the state. */
  state(): Promise<TrainState>;
  dispose(): Promise<void>;
}

export type CreateStepper = (options: StepperOptions, state: TrainState) => Promise<Stepper>;
