import { fitShifts } from '@shared/product-shifts';
import { useProject } from '../../app/project-store';
import { perform } from '../../app/undo';
import { call } from '../../engine/connection';
import { useTune } from '../tune-store';

/** By how much a product's threshold lies above the common one, in log-odds. */
export function useShiftOf(): (name: string) => number {
  const shifts = useProject((state) => state.project?.productShifts);
  const ids = useTune((state) => state.productIds);
  return (name) => shifts?.[ids.get(name) ?? -1] ?? 0;
}

/** Gives products thresholds of their own, fitted to the scored photos, or all of them the same. */
export async function setOwnThresholds(own: boolean): Promise<void> {
  const before = useProject.getState().project?.productShifts ?? null;
  const after = own ? fitted() : null;
  const write = (shifts: typeof before) => call('tune.setProductShifts', { shifts });
  await perform({ do: () => write(after), undo: () => write(before) });
}

function fitted(): Record<string, number> {
  const { photos, withoutTrained, productIds } = useTune.getState();
  const shifts = fitShifts(photos.filter(({ trained }) => !(withoutTrained && trained)));
  return Object.fromEntries(
    [...shifts].flatMap(([name, shift]) => {
      const id = productIds.get(name);
      return id === undefined ? [] : [[id, shift]];
    }),
  );
}
