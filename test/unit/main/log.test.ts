import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log, redact } from '../../../electron/main/log';

describe('the log', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'ramune-log-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has a line for each line, with the time and who said it', async () => {
    new Log(join(folder, 'logs')).write('engine', 'one\ntwo\n');
    const text = await readFile(join(folder, 'logs/studio.log'), 'utf8');
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z engine one\n\S+ engine two\n$/);
  });

  it('keeps three files of a megabyte, the newest lines first of all', async () => {
    const log = new Log(folder);
    for (let n = 0; n < 60; n++) log.write('studio', `${n} ${'x'.repeat(100_000)}`);
    expect((await readdir(folder)).sort()).toEqual(['studio.1.log', 'studio.2.log', 'studio.log']);
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).size).toBeLessThan(1.2e6);
    expect(await readFile(join(folder, 'studio.log'), 'utf8')).toContain('studio 59 ');
  });

  it('stops nothing where it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => new Log(join(folder, 'file')).write('studio', 'lost')).not.toThrow();
  });

  it.each([
    'postgres://shop:SECRET@db.example/ramune',
    'Authorization: Bearer SECRET',
    'ramune serve DIR --token SECRET',
    '{"password":"SECRET","user":"shop"}',
    'RAMUNE_TOKEN=SECRET npm start',
    "api_key: 'SECRET'",
  ])('holds no secret of %s', (text) => {
    expect(redact(text)).not.toContain('SECRET');
  });

  it('holds no password of any address', () => {
    const secret = fc.string({ minLength: 8, maxLength: 30 }).filter((text) => !/[\s@]/.test(text));
    fc.assert(
      fc.property(secret, (text) => !redact(`at postgres://shop:${text}@host/x`).includes(`:${text}@`)),
    );
  });

  it('leaves ordinary words alone', () => {
    for (const text of ['The disk is full. /home/shop/photos/a.jpg', 'run 20261127-101010-ab12 ended: done'])
      expect(redact(text)).toBe(text);
  });
});
