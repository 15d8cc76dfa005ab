import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import {
  createSet,
  listResults,
  listSets,
  renameSet,
  runSet,
  setRemoved,
} from '../recognition/evaluation-sets';

type EvaluationCalls = Extract<keyof Handlers, `evaluations.${string}`>;

export function evaluationHandlers(context: Context): Pick<Handlers, EvaluationCalls> {
  const { project, jobs } = context;
  return {
    'evaluations.list': () => listSets(project()),
    async 'evaluations.create'({ name, photoIds }) {
      return { id: await createSet(project(), name, photoIds) };
    },
    'evaluations.results': ({ id }) => listResults(project(), id),
    async 'evaluations.run'({ id, job }) {
      await jobs.run(job, (running) => runSet(context, id, running));
      return {};
    },
    async 'evaluations.rename'({ id, name }) {
      await renameSet(project(), id, name);
      return {};
    },
    async 'evaluations.setRemoved'({ id, removed }) {
      await setRemoved(project(), id, removed);
      return {};
    },
  };
}
