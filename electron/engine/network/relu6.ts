import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { TF } from './tensorflow';

const gradient = 'Relu6Grad';

/** The part of TensorFlow.js's Node backend that runs an operation of TensorFlow by its name. */
interface NodeBackend {
  binding: { TF_ATTR_TYPE: number; TF_FLOAT: number };
  executeSingleOutput(name: string, attributes: object[], inputs: unknown[]): Tensor;
}

/**
 * ReLU6 whose gradient is TensorFlow's own operation: TensorFlow.js puts it together of eight, which takes a fifth of a
 * training step.
 */
export function relu6<T extends Tensor>(tf: TF, x: T): T {
  register(tf);
  const apply = tf.customGrad((input, save) => {
    const [features, keep] = [input as Tensor, save as (tensors: Tensor[]) => void];
    keep([features]);
    return {
      value: tf.relu6(features),
      gradFunc: (dy: Tensor, [kept]: Tensor[]) =>
        tf.engine().runKernel(gradient, { dy, features: kept }) as Tensor,
    };
  });
  return apply(x) as T;
}

function register(tf: TF): void {
  const backendName = tf.getBackend();
  if (tf.getKernel(gradient, backendName)) return;
  tf.registerKernel({
    kernelName: gradient,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const node = backend as NodeBackend;
      const type = { name: 'T', type: node.binding.TF_ATTR_TYPE, value: node.binding.TF_FLOAT };
      return node.executeSingleOutput(gradient, [type], [inputs.dy, inputs.features]);
    },
  });
}
