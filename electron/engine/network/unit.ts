/** MobileNetV2 as data: about 52 convolutions with BatchNorm folded in, in the order they run. */
export interface Unit {
  /** Keras layer name of the convolution: `Conv1`, `expanded_conv_depthwise`, `block_13_expand`, `Conv_1`. */
  readonly name: string;
  /** Keras block name: `Conv1`, `expanded_conv`, `block_1` … `block_16`, `Conv_1`. */
  readonly block: string;
  readonly kind: 'dense' | 'depthwise' | 'pointwise';
  /** TF `SAME` padding; 3×3 except pointwise. */
  readonly stride: 1 | 2;
  readonly activation: 'relu6' | 'linear';
  readonly inChannels: number;
  readonly outChannels: number;
  /** The block's input is added to this unit's output. */
  readonly joinsBlockInput: boolean;
}

/** What a unit has learned. Layouts are ONNX's. */
export interface UnitWeights {
  /** [out, in, kh, kw]; depthwise [channels, 1, 3, 3]. */
  kernel: Float32Array;
  /** [out] */
  bias: Float32Array;
  /**
   * [out]: γ/σ of the BatchNorm that was folded into the kernel. A step of an optimizer on the unfolded
   * kernel is a step `scale` times as long on the folded one, so steps are multiplied by it: one learning
   * rate then suits every unit.
   */
  scale: Float32Array;
}

/** Weights by unit name. */
export type Weights = ReadonlyMap<string, UnitWeights>;

export const imageSize = 224;
export const embeddingSize = 1280;
