import { Presets, SingleBar } from 'cli-progress';
import type { Emit } from '@shared/contract';

export interface ProgressDisplay {
  onEvent: Emit;
  stop(): void;
}

/** A bar on stderr while a long call reports progress; nothing where stderr is no terminal. */
export function showProgress(): ProgressDisplay {
  if (!process.stderr.isTTY) return { onEvent: () => {}, stop: () => {} };
  const options = { stream: process.stderr, clearOnComplete: true, format: ' {bar} {value}/{total} {item}' };
  const bar = new SingleBar(options, Presets.shades_classic);
  const show = (done: number, total: number, item: string) => {
    if (!bar.isActive) bar.start(total, done, { item });
    bar.setTotal(total);
    bar.update(done, { item });
  };
  const onEvent: Emit = (_name, data) => {
    if ('job' in data) show(data.done, data.total, data.item);
    if ('phase' in data) show(data.done, data.total, `stage ${data.stage + 1}/${data.stages} ${data.from}`);
  };
  return { onEvent, stop: () => bar.stop() };
}
