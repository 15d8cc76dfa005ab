import type { Page } from 'playwright-core';

/** What of Playwright's inside is used here; its public parts have no switch for it. */
interface Inside {
  _connection: {
    toImpl(page: Page): {
      delegate: { _mainFrameSession: { _client: { send(method: string): Promise<unknown> } } };
    };
  };
}

/**
 * Playwright has the window keep a record of every request it made, which grows with each picture shown (by 0.15 MiB a
 * round) and is none of the studio's.
 */
export async function keepNoRequests(page: Page): Promise<void> {
  const { delegate } = (page as unknown as Inside)._connection.toImpl(page);
  await delegate._mainFrameSession._client.send('Network.disable');
}
