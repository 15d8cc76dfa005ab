import { availableParallelism } from 'node:os';
import { InferenceSession } from 'onnxruntime-node';

/** An ONNX model, ready to run on all cores. Release it when it is not needed any more. */
export function openSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 3,
  });
}
