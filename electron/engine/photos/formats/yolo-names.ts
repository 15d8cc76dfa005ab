import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { DatasetBuilder } from './dataset';
import { readText } from './text-file';

/** What the numbers of a YOLO dataset's classes stand for. */
export interface ClassNames {
  /** A number that has no name is one: “class 7”. */
  of(index: number): { name: string; kind?: 'unknown' };
}

/** Names from a YAML file with `names`, as a list or by number, or from `classes.txt` or `obj.names`, one a line. */
export async function readClassNames(files: readonly string[], builder: DatasetBuilder): Promise<ClassNames> {
  const names = new Map<number, string>();
  let unknown: unknown[] = [];
  for (const file of files.filter((path) => /\.ya?ml$/i.test(path))) {
    const { names: listed, unknown: others } = await readYaml(file, builder);
    if (typeof listed !== 'object' || listed === null) continue;
    for (const [key, name] of Object.entries(listed)) names.set(Number(key), String(name));
    if (Array.isArray(others)) unknown = others;
  }
  const plain = files.find((path) => /^(classes\.txt|.*\.names)$/i.test(basename(path)));
  if (!names.size && plain)
    (await readText(plain)).split('\n').forEach((line, i) => line.trim() && names.set(i, line.trim()));
  return {
    of(index) {
      const name = names.get(index) ?? `class ${index}`;
      return { name, kind: unknown.includes(name) ? 'unknown' : undefined };
    },
  };
}

async function readYaml(path: string, builder: DatasetBuilder): Promise<Record<string, unknown>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(await readText(path), { lineCounter, uniqueKeys: false });
  for (const { pos, message } of document.errors)
    builder.problem({ path, line: lineCounter.linePos(pos[0]).line }, 'row', message.split('\n')[0]);
  // A file that is all aliases of aliases is refused by the library.
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
