import { create } from 'zustand';
import { attempt } from './errors';

/** Something done to the project that can be taken back by calling the engine the other way round. */
export interface Action {
  do(): Promise<unknown>;
  undo(): Promise<unknown>;
  /** Whether there was nothing to do, once it is done. */
  isEmpty?(): boolean;
}

interface History {
  past: Action[];
  future: Action[];
}

const limit = 200;

export const useHistory = create<History>()(() => ({ past: [], future: [] }));

/** Remembers something that has been done. */
export function remember(action: Action): void {
  useHistory.setState(({ past }) => ({ past: [...past, action].slice(-limit), future: [] }));
}

/** What has been begun. Keys are pressed faster than the engine answers: undo and redo come after all of it. */
let begun: Promise<unknown> = Promise.resolve();

/** Does an action and remembers how to undo it, unless there was nothing to do. A failed one is reported instead. */
export function perform(action: Action): Promise<boolean> {
  const performed = succeeds(() => action.do()).then((done) => {
    if (done && !action.isEmpty?.()) remember(action);
    return done;
  });
  begun = begun.then(() => performed);
  return performed;
}

export const undo = (): Promise<void> =>
  inTurn(async () => {
    const action = useHistory.getState().past.at(-1);
    if (!action || !(await succeeds(() => action.undo()))) return;
    useHistory.setState(({ past, future }) => ({
      past: past.filter((other) => other !== action),
      future: [...future, action],
    }));
  });

export const redo = (): Promise<void> =>
  inTurn(async () => {
    const action = useHistory.getState().future.at(-1);
    if (!action || !(await succeeds(() => action.do()))) return;
    useHistory.setState(({ past, future }) => ({
      past: [...past, action],
      future: future.filter((other) => other !== action),
    }));
  });

function inTurn(step: () => Promise<void>): Promise<void> {
  const taken = begun.then(step);
  begun = taken;
  return taken;
}

export function forgetHistory(): void {
  useHistory.setState({ past: [], future: [] });
}

const succeeds = async (work: () => Promise<unknown>): Promise<boolean> =>
  (await attempt(async () => {
    await work();
    return true;
  })) ?? false;
