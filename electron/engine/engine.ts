import type { Emit, Handlers } from '@shared/contract';
import type { RunRecord } from '@shared/training';
import { backboneHandlers } from './handlers/backbone';
import { engineHandlers } from './handlers/engine';
import { evaluationHandlers } from './handlers/evaluations';
import { exportHandlers } from './handlers/export';
import { modelHandlers } from './handlers/model';
import { productHandlers } from './handlers/products';
import { recogniseHandlers } from './handlers/recognise';
import { registryHandlers } from './handlers/registry';
import { runHandlers } from './handlers/runs';
import { sampleHandlers } from './handlers/sample';
import { trainHandlers } from './handlers/train';
import { Jobs } from './jobs';
import { photoHandlers } from './photos/handlers';
import { reviewHandlers } from './photos/review/handlers';
import { versionHandlers } from './photos/versions/handlers';
import { classHandlers } from './project/class-handlers';
import { projectHandlers } from './project/handlers';
import type { OpenProject } from './project/open-project';
import { useModel } from './recognition/use-model';
import { Session } from './session';
import { createSync } from './sync/handlers';
import { RunStore } from './training/run-store';
import { Trainings } from './training/trainings';

export interface Engine {
  handlers: Handlers;
  session: Session;
  /** Stops training and closes the project. */
  close(): Promise<void>;
}

/** Everything the studio can do, without a window. `emit` receives its events. */
export function createEngine(emit: Emit): Engine {
  const session = new Session((name, data) => {
    emit(name, data);
    if (name === 'project.changed') sync.nudge();
  });
  const sync = createSync(session);
  // The best weights of a run are put to use as soon as it ends, however it ends.
  const adopt = async (run: RunRecord) => {
    if (run.bestValLoss !== null) await useModel(session, run.id);
  };
  const trainings = new Trainings(emit, adopt);
  const replaceProject = async (next: OpenProject | null) => {
    session.startClosing();
    try {
      // A job may be about to start a run.
      await session.jobs.end();
      await trainings.stop();
      await sync.stop();
    } finally {
      // Whatever went wrong, its lock is let go.
      await session.replaceProject(next);
    }
    if (next) await purgeRuns(next);
  };
  const jobsOfNoProject = new Jobs(emit);
  const handlers: Handlers = {
    ...engineHandlers(jobsOfNoProject),
    'job.cancel': async ({ job }) => {
      for (const jobs of [session.jobs, jobsOfNoProject]) jobs.cancel(job);
      return {};
    },
    ...projectHandlers(session, replaceProject),
    ...sampleHandlers(session, replaceProject),
    ...classHandlers(session),
    ...photoHandlers(session),
    ...reviewHandlers(session),
    ...versionHandlers(session),
    ...trainHandlers(session, trainings),
    ...runHandlers(session, trainings),
    ...modelHandlers(session),
    ...backboneHandlers(session),
    ...evaluationHandlers(session),
    ...registryHandlers(session),
    ...productHandlers(session),
    ...recogniseHandlers(session),
    ...exportHandlers(session),
    ...sync.handlers,
  };
  const close = async () => {
    await jobsOfNoProject.end();
    await replaceProject(null);
  };
  return { handlers, session, close };
}

/** Runs taken out while the project was open before cannot be put back any more. A read-only project keeps them. */
async function purgeRuns({ paths, settings }: OpenProject): Promise<void> {
  await new RunStore(paths.runs).purge(await settings.get('modelRunId')).catch(() => {});
}
