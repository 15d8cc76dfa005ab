import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '@shared/errors';
import { shownAddress } from '@shared/registry-address';
import { toFailure } from '@shared/rpc';
import type { SyncStatus } from '@shared/sync';
import type { Context } from '../context';
import type { OpenProject } from '../project/open-project';
import { reembed } from '../recognition/reembed';
import { RegistryServer } from './server/registry-server';
import { synchronise } from './synchronise';

/** Milliseconds. A line that was cut in silence is found out at the latest then. */
const askAnyway = 60_000;
const retryAfter = { first: 1_000, longest: 60_000 };
/** Edits that follow one another go together. */
const gather = 200;

/** What the studio is called where nobody has said. */
export const shopOf = async (project: OpenProject): Promise<string> =>
  (await project.settings.get('shop')) ?? hostname();

/** Changes that wait to be sent. */
export async function countWaiting({ db }: OpenProject): Promise<number> {
  const { n } = await db
    .selectFrom('registry_changes')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}

/**
 * Keeps one open project and the registry alike: at once when something is edited here or another studio says that it
 * has added something, and every minute anyway. Without the server it tries again, each time later.
 */
export class LiveSync {
  private readonly stopping = new AbortController();
  private server: RegistryServer | null = null;
  private state: SyncStatus['state'] = 'connecting';
  private error: SyncStatus['error'] = null;
  private syncedAt: string | null = null;
  private wake = () => {};
  /** Something happened since the last synchronisation began. */
  private due = false;
  private readonly ended: Promise<void>;

  constructor(
    private readonly context: Context,
    private readonly project: OpenProject,
    private readonly url: string,
  ) {
    this.ended = this.run();
  }

  async status(): Promise<Omit<SyncStatus, 'shop' | 'waiting' | 'conflicts'>> {
    return { state: this.state, server: shownAddress(this.url), error: this.error, syncedAt: this.syncedAt };
  }

  /** Says that there may be something to send, or asks to try again now. */
  nudge(): void {
    this.due = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.server?.close();
    await this.ended;
  }

  private async run(): Promise<void> {
    for (let delay = retryAfter.first; !this.isStopped; delay = Math.min(2 * delay, retryAfter.longest)) {
      let hears = true;
      // A connection that is closed here is not gone: it would wake the wait before the next one.
      const gone = () => {
        if (hears) this.nudge();
        hears = false;
      };
      try {
        this.server = await RegistryServer.connect(this.url, this.stopping.signal);
        await this.server.listen(() => this.nudge(), gone);
        while (hears && !this.isStopped) {
          await this.synchronise(this.server);
          delay = retryAfter.first;
          await this.idle(askAnyway);
        }
      } catch (error) {
        const { code, message } = toFailure(error);
        if (!this.isStopped) this.say('offline', { code, message });
      } finally {
        hears = false;
        await this.server?.close();
        this.server = null;
      }
      this.due = false;
      if (!this.isStopped) await this.idle(delay);
    }
  }

  private async synchronise(server: RegistryServer): Promise<void> {
    this.due = false;
    this.say('syncing');
    const stopEarly = () => {
      if (this.isStopped) throw new StudioError('cancelled', 'Cancelled.');
    };
    const listener = { progress: stopEarly, received: () => this.tellReceived() };
    await synchronise(this.project, server, await shopOf(this.project), listener);
    this.syncedAt = new Date().toISOString();
    this.say('synced');
  }

  private tellReceived(): void {
    this.context.emit('project.changed', { what: 'registry' });
    void this.project.during(this.describeNew());
  }

  /** Photos of other shops are compared as soon as this studio's own model has described them. */
  private async describeNew(): Promise<void> {
    // The project may be closed meanwhile; what is left is described when it is opened.
    await this.context
      .recogniser()
      .then((recogniser) => reembed(this.project, recogniser, { closing: this.stopping.signal }))
      .catch(() => {});
  }

  /** Until something happens, at most so long. */
  private async idle(longest: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    if (!this.due && !this.isStopped)
      await Promise.race([woken, sleep(longest, null, { signal: this.stopping.signal }).catch(() => {})]);
    this.wake = () => {};
    if (!this.isStopped) await sleep(gather);
  }

  private say(state: SyncStatus['state'], error: SyncStatus['error'] = null): void {
    [this.state, this.error] = [state, error];
    this.context.emit('sync.changed', {});
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }
}
