import { beforeEach, expect, it, vi } from 'vitest';
import { Deferred } from '../../../renderer/engine/deferred';
import { showRun, useTrain } from '../../../renderer/train/train-store';

const engine = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../../../renderer/engine/connection', () => ({ ...engine, on: () => {}, onConnect: () => {} }));
vi.mock('../../../renderer/app/errors', () => ({ attempt: (work: () => Promise<unknown>) => work() }));

let answers: Map<string, Deferred<unknown>>;
/** A run with one step of its own. */
const answer = (id: string, step: number) =>
  answers.get(id)!.resolve({
    epochs: [],
    steps: [{ step, stage: 0 }],
    summary: { recipe: { stages: [{ from: 'head' }] } },
  });
const shown = () => {
  const { shownId, chart } = useTrain.getState();
  return [shownId, chart.steps.map(({ step }) => step)];
};

beforeEach(() => {
  answers = new Map();
  engine.call.mockImplementation((_name: string, { runId }: { runId: string }) => {
    const deferred = new Deferred<unknown>();
    answers.set(runId, deferred);
    return deferred.promise;
  });
});

it('shows the run that was asked for last, whichever is answered first', async () => {
  const asked = [showRun('a'), showRun('b')];
  answer('b', 2);
  answer('a', 1);
  await Promise.all(asked);
  expect(shown()).toEqual(['b', [2]]);
});

it('keeps a run that was begun after another was asked for', async () => {
  const asked = showRun('a');
  useTrain.setState({ shownId: 'new', chart: { steps: [], epochs: [], stages: [] } });
  answer('a', 1);
  await asked;
  expect(shown()).toEqual(['new', []]);
});
