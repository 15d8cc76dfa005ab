import { create } from 'zustand';
import type { ServerKept } from '@shared/bridge';
import type { Conflict, HistoryEntry, SyncStatus } from '@shared/sync';
import { attempt } from '../app/errors';
import { notifyDone } from '../app/notices';
import { onProjectOpened, useProject } from '../app/project-store';
import { call, on } from '../engine/connection';
import { t } from '../i18n';

interface SyncStore {
  status: SyncStatus | null;
  /** Where the server's address is; `null` while the project is shared with nobody. */
  kept: ServerKept | null;
  conflicts: Conflict[];
  /** The conflicts are shown, to be decided. */
  deciding: boolean;
  /** The product whose history is shown. */
  history: { product: string; entries: HistoryEntry[] } | null;
}

const start: SyncStore = { status: null, kept: null, conflicts: [], deciding: false, history: null };

export const useSync = create<SyncStore>()(() => start);

onProjectOpened(({ folder }, again) => {
  if (!again) useSync.setState(start);
  void attempt(async () => {
    const kept = await window.studio.connectServer(folder);
    useSync.setState({ kept });
    await refresh();
  });
});
on('sync.changed', () => void refresh());
on('project.changed', ({ what }) => void (what === 'registry' && refresh()));

/** A project that is being closed has no status. */
async function refresh(): Promise<void> {
  const status = await call('sync.status', {}).catch(() => null);
  if (!status) return;
  useSync.setState({ status });
  const conflicts = status.conflicts ? await call('sync.conflicts', {}).catch(() => []) : [];
  useSync.setState({ conflicts });
}

/** Shares the products of the open project through this server from now on, and whenever the project is opened. */
export async function shareThrough(url: string): Promise<void> {
  const folder = useProject.getState().project!.folder;
  await attempt(async () => {
    await call('sync.test', { url });
    const kept = await window.studio.keepServer(folder, url);
    await window.studio.connectServer(folder);
    useSync.setState({ kept });
  });
}

export async function stopSharing(): Promise<void> {
  const folder = useProject.getState().project!.folder;
  await attempt(async () => {
    await window.studio.forgetServer(folder);
    await call('sync.disconnect', {});
    useSync.setState({ kept: null });
  });
}

export const syncNow = (): Promise<unknown> => attempt(() => call('sync.now', {}));

export const nameShop = (name: string): Promise<unknown> =>
  attempt(async () => {
    if (name.trim()) await call('sync.setShop', { name });
  });

/** With `take` the kept value takes the place of the one that stands. */
export async function decide({ id }: Conflict, take: boolean): Promise<void> {
  await attempt(() => call('sync.resolve', { id, take }));
  await refresh();
  if (useSync.getState().conflicts.length || !useSync.getState().deciding) return;
  useSync.setState({ deciding: false });
  notifyDone(t('sync.decide.done'));
}

export async function showHistory(productId: number, product: string): Promise<void> {
  const entries = await attempt(() => call('sync.history', { productId }));
  if (entries) useSync.setState({ history: { product, entries } });
}
