import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { protocol } from 'electron';
import { z } from 'zod';
import { PhotoId } from '@shared/domain';
import { hasCode } from '@shared/errors';
import type { EngineProcess } from './engine';
import { photoScheme } from './schemes';

const attempts = 10;
const pause = 300; // milliseconds

const Request = z.object({
  host: z.literal('project'),
  id: PhotoId,
  width: z.coerce.number().int().min(16).max(4096),
});

/** Serves thumbnails: the id names the photo, the engine says which file of the open project that is. */
export function registerPhotoProtocol(engine: EngineProcess): void {
  protocol.handle(photoScheme, async (request) => {
    const url = new URL(request.url);
    const asked = Request.safeParse({
      host: url.host,
      id: url.pathname.slice(1),
      width: url.searchParams.get('w') ?? 256,
    });
    if (!asked.success) return new Response(null, { status: 400 });
    try {
      const photo = await readThumbnail(engine, asked.data.id, asked.data.width);
      return new Response(photo, {
        headers: { 'content-type': 'image/jpeg', 'cache-control': 'max-age=31536000, immutable' },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

/** After an engine died its successor opens the project again; meanwhile a thumbnail waits. */
async function readThumbnail(engine: EngineProcess, id: string, width: number) {
  for (let attempt = 1; ; attempt++) {
    try {
      const client = await engine.client();
      return await readFile((await client.call('photos.thumbnail', { id, width })).path);
    } catch (error) {
      if (!passes(error) || attempt === attempts) throw error;
      await setTimeout(pause);
    }
  }
}

function passes(error: unknown): boolean {
  return hasCode(error, 'engine-gone', 'no-project');
}
