import { availableParallelism } from 'node:os';
import { InferenceSession } from 'onnxruntime-node';

/**
 * An ONNX model, ready to run on all cores. Release it when it is not needed any more. Every session has threads of its
 * own, which may spin during a run but not after it, when they would keep a core from the session that runs next.
 */
export function openSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 3,
    extra: { session: { force_spinning_stop: '1' } },
  });
}
