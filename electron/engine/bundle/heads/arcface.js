/**
 * The head of a model that Ramune Studio trained. Call it before `tf.loadLayersModel('model.json')`.
 *
 * At inference softmax over s·cos θ, the angle between the embedding and each class's centre; the margin is added in
 * training only (Deng et al., ArcFace, CVPR 2019).
 */
export function registerArcFace(tf) {
  class ArcFace extends tf.layers.Layer {
    static className = 'ArcFace';

    constructor(config) {
      super(config);
      this.classes = config.classes;
      this.scale = config.scale;
    }

    build(shape) {
      const { glorotUniform } = tf.initializers;
      this.kernel = this.addWeight('kernel', [shape.at(-1), this.classes], 'float32', glorotUniform({}));
      super.build(shape);
    }

    computeOutputShape(shape) {
      return [...shape.slice(0, -1), this.classes];
    }

    call(inputs) {
      return tf.tidy(() => {
        const embeddings = Array.isArray(inputs) ? inputs[0] : inputs;
        const unit = (vectors, axis) => vectors.div(vectors.square().sum(axis, true).add(1e-12).sqrt());
        const cosines = unit(embeddings, -1).matMul(unit(this.kernel.read(), 0));
        return cosines.mul(this.scale).softmax();
      });
    }

    getConfig() {
      return { ...super.getConfig(), classes: this.classes, scale: this.scale };
    }
  }
  tf.serialization.registerClass(ArcFace);
}
