import { createRequire } from 'node:module';
import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Jobs } from '../jobs';
import { reloadTensorFlow } from '../network/load-tensorflow';
import { fetchTensorFlow } from '../tensorflow/fetch-tensorflow';
import { engineInfo } from '../training/engines';

type EngineCalls = 'engine.info' | 'engine.fetchTensorFlow';

/** `jobs`: those that go on while a project is closed and another one opened. */
export function engineHandlers(jobs: Jobs): Pick<Handlers, EngineCalls> {
  const info = () => engineInfo(onnxVersion());
  return {
    'engine.info': async () => info(),
    'engine.fetchTensorFlow': ({ job }) =>
      jobs.run(job, async (running) => {
        await fetchTensorFlow(running);
        const tensorflow = reloadTensorFlow();
        if (!tensorflow.available)
          throw new StudioError(
            'engine-unavailable',
            'TensorFlow is here but does not load.',
            tensorflow.reason,
          );
        return info();
      }),
  };
}

function onnxVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('onnxruntime-node/package.json') as { version: string }).version;
}
