import type { Page } from 'playwright-core';
import { median } from '@shared/median';

/** Frames a second while the grid of photos is scrolled from its top by a row a frame, for three seconds. */
export function measureScroll(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const grid = document.querySelector('[data-testid=photo-grid]') as HTMLElement;
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    grid.scrollTop = 0;
    for (let i = 0; i < 30; i++) await frame();
    const started = performance.now();
    let frames = 0;
    while (performance.now() - started < 3000) {
      grid.scrollTop += 40;
      await frame();
      frames++;
    }
    return (frames * 1000) / (performance.now() - started);
  });
}

/** Frames a second while the map of photos is zoomed in and out with every frame, for three seconds. */
export function measureMap(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const map = document.querySelector('[data-testid=photo-map]') as HTMLElement;
    const { left, top, width, height } = map.getBoundingClientRect();
    const middle = { clientX: left + width / 2, clientY: top + height / 2, cancelable: true, bubbles: true };
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    await frame();
    const started = performance.now();
    let frames = 0;
    while (performance.now() - started < 3000) {
      map.dispatchEvent(new WheelEvent('wheel', { ...middle, deltaY: Math.sin(frames / 20) * 12 }));
      await frame();
      frames++;
    }
    return (frames * 1000) / (performance.now() - started);
  });
}

/** Milliseconds from a key that labels one photo until its tile says so; the median of seven. */
export async function measureEdit(page: Page): Promise<number> {
  await page.getByTestId('photo').first().click();
  const times: number[] = [];
  for (const key of ['2', '3', '4', '5', '6', '7', '0']) times.push(await page.evaluate(labelOnce, key));
  return median(times);
}

/** Runs in the page. */
async function labelOnce(key: string): Promise<number> {
  const label = () =>
    document.querySelector('[data-testid=photo][aria-selected=true]')?.getAttribute('aria-label');
  const before = label();
  const started = performance.now();
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Digit${key}`, bubbles: true }));
  while (label() === before && performance.now() - started < 10_000)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - started;
}

/** Milliseconds from a letter in the search field until the grid shows what is found; the median of seven. */
export async function measureFilter(page: Page): Promise<number> {
  const times: number[] = [];
  for (const text of ['7', '77', '777', '7', 'photo 1', 'photo 12', ''])
    times.push(await page.evaluate(filterOnce, text));
  return median(times);
}

/** Runs in the page. */
async function filterOnce(text: string): Promise<number> {
  const field = document.querySelector('[data-testid=photo-search]') as HTMLInputElement;
  const shown = () => document.querySelector('[data-testid=photo-count]')?.textContent;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const before = shown();
  const started = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  while (shown() === before && performance.now() - started < 10_000) await frame();
  await frame();
  return performance.now() - started;
}

/** Frames a second, and the longest frame, while the pointer wanders over the chart of the loss for five seconds. */
export function measureChart(page: Page): Promise<{ framesPerSecond: number; longestFrameMs: number }> {
  return page.evaluate(async () => {
    const chart = document.querySelector('[data-testid=chart-loss] .u-over') as HTMLElement;
    const { left, top, width, height } = chart.getBoundingClientRect();
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let last = await frame();
    const started = last;
    let [frames, longest] = [0, 0];
    while (last - started < 5000) {
      const clientX = left + (width * (1 + Math.sin(frames / 30))) / 2;
      chart.dispatchEvent(new MouseEvent('mousemove', { clientX, clientY: top + height / 2, bubbles: true }));
      const now = await frame();
      longest = Math.max(longest, now - last);
      last = now;
      frames++;
    }
    return { framesPerSecond: (frames * 1000) / (last - started), longestFrameMs: longest };
  });
}

/** What a threshold moved with every frame does for three seconds. */
export interface SliderTiming {
  framesPerSecond: number;
  /** From a key on the slider until what it moves is drawn. */
  medianMs: number;
  longestMs: number;
}

/** Moves the Tune room's slider by a step with every frame, to and fro. */
export function measureSlider(page: Page): Promise<SliderTiming> {
  return page.evaluate(async () => {
    const thumb = document.querySelector('[data-testid=threshold-slider] [role=slider]') as HTMLElement;
    const shown = () => thumb.getAttribute('aria-valuenow');
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const press = (key: string) =>
      thumb.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true }));
    const times: number[] = [];
    await frame();
    const started = performance.now();
    while (performance.now() - started < 3000) {
      const before = shown();
      const pressed = performance.now();
      press(times.length % 120 < 60 ? 'ArrowLeft' : 'ArrowRight');
      do await frame();
      while (shown() === before && performance.now() - pressed < 1000);
      times.push(performance.now() - pressed);
    }
    const sorted = [...times].sort((a, b) => a - b);
    return {
      framesPerSecond: (times.length * 1000) / (performance.now() - started),
      medianMs: sorted[sorted.length >> 1],
      longestMs: sorted[sorted.length - 1],
    };
  });
}
