import { availableParallelism } from 'node:os';
import type { EngineInfo, EngineKind } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { loadTensorFlow } from '../network/load-tensorflow';
import { tensorFlowBytes } from '../tensorflow/offer';
import { createOnnxStepper } from './onnx/stepper';
import type { CreateStepper } from './stepper';
import { createTensorFlowStepper } from './tensorflow/stepper';

/** The two training engines: which are here, and which one `auto` means. */

/** ONNX is as fast on processors and always there; TensorFlow wins where it can use a GPU. */
export function pickEngine(asked: 'auto' | EngineKind): EngineKind {
  if (asked === 'onnx') return asked;
  const tensorflow = loadTensorFlow();
  if (asked === 'auto') return tensorflow.available && tensorflow.gpu ? 'tensorflow' : 'onnx';
  if (!tensorflow.available)
    throw new StudioError(
      'engine-unavailable',
      'Native TensorFlow is not installed. Get it in Settings, or train with ONNX.',
      tensorflow.reason,
    );
  return asked;
}

export function createStepperOf(engine: EngineKind): CreateStepper {
  return engine === 'tensorflow' ? createTensorFlowStepper : createOnnxStepper;
}

export function engineInfo(onnxVersion: string): EngineInfo {
  const tensorflow = loadTensorFlow();
  return {
    inUse: pickEngine('auto'),
    tensorflow: {
      available: tensorflow.available,
      gpu: tensorflow.available && tensorflow.gpu,
      version: tensorflow.available ? tensorflow.version : null,
      detail: tensorflow.available ? null : tensorflow.reason,
      download: tensorFlowBytes(),
    },
    onnxVersion,
    nodeVersion: process.versions.node,
    threads: availableParallelism(),
  };
}
