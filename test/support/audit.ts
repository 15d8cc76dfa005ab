import type { Page } from 'playwright-core';
import { axeFaults } from './axe';

/** All that is wrong with the page as it is now. */
export const audit = async (page: Page, language: string): Promise<string[]> => [
  ...(await unnamed(page)),
  ...(await faults(page, language)),
  ...(await axeFaults(page)),
];

/** Roles that say nothing to a screen reader without a name. */
const named =
  'button|link|textbox|searchbox|combobox|listbox|checkbox|radio|switch|slider|spinbutton|tab|menuitem|option|img|dialog|meter|progressbar|tree|grid|table|region';

/** What is inside these is no more than their name. */
const leaves = 'button|link|tab|menuitem|option|checkbox|radio|switch|img';

/** What the page says to a screen reader without a name. */
async function unnamed(page: Page): Promise<string[]> {
  const found: string[] = [];
  let leaf = Infinity;
  for (const line of (await page.locator('body').ariaSnapshot()).split('\n')) {
    const depth = line.search(/\S/);
    if (depth > leaf) continue;
    leaf = new RegExp(`^\\s*- (${leaves}) "`).test(line) ? depth : Infinity;
    if (new RegExp(`^\\s*- (${named})(?! ")\\b`).test(line)) found.push(line.trim());
  }
  return found;
}

/**
 * What is wrong with how the page is built: headings that skip a level, a positive tabindex, no main landmark, a missing
 * or wrong language, and text that stands out too little from its ground (WCAG 2.2, 1.4.3).
 */
function faults(page: Page, language: string): Promise<string[]> {
  return page.evaluate(findFaults, language);
}

/** Runs in the page, so it holds all it needs. */
function findFaults(language: string): string[] {
  const found: string[] = [];
  const visible = (one: Element) =>
    one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true } as CheckVisibilityOptions);
  const name = (one: Element) => {
    const id = one.closest('[data-testid]')?.getAttribute('data-testid');
    return `${one.tagName.toLowerCase()} in ${id}: “${(one.textContent ?? '').trim().slice(0, 40)}”`;
  };
  if (document.documentElement.lang !== language) found.push(`lang is ${document.documentElement.lang}`);
  if (document.querySelectorAll('main').length !== 1) found.push('not one main landmark');
  for (const one of document.querySelectorAll<HTMLElement>('[tabindex]'))
    if (one.tabIndex > 0) found.push(`tabindex ${one.tabIndex}: ${name(one)}`);

  let level = 0;
  for (const heading of [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(visible)) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.push(`heading ${own} after ${level}: ${name(heading)}`);
    level = own;
  }
  if (!level) found.push('no heading');

  type Color = [r: number, g: number, b: number, alpha: number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const parsed = new Map<string, Color>();
  const parse = (css: string): Color => {
    if (!parsed.has(css)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      parsed.set(css, [r, g, b, a / 255]);
    }
    return parsed.get(css)!;
  };
  const over = ([r, g, b, a]: Color, below: Color): Color => [
    r * a + below[0] * (1 - a),
    g * a + below[1] * (1 - a),
    b * a + below[2] * (1 - a),
    1,
  ];
  /** The colour behind an element; `null` where a picture is. */
  const ground = (one: Element | null): Color | null => {
    if (!one) return [255, 255, 255, 1];
    const style = getComputedStyle(one);
    if (style.backgroundImage !== 'none') return null;
    const own = parse(style.backgroundColor);
    if (own[3] === 1) return own;
    const below = ground(one.parentElement);
    return below && over(own, below);
  };
  const luminance = ([r, g, b]: Color) => {
    const [x, y, z] = [r, g, b].map((v) =>
      v <= 10.31 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set<Element>();
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement!;
    if (seen.has(parent) || !texts.currentNode.textContent!.trim() || !visible(parent)) continue;
    seen.add(parent);
    if (parent.closest('[disabled], [data-disabled], [aria-disabled=true], [aria-hidden=true], option'))
      continue;
    const behind = ground(parent);
    if (!behind) continue;
    const style = getComputedStyle(parent);
    let color = parse(style.color);
    for (let one: Element | null = parent; one; one = one.parentElement)
      color = [color[0], color[1], color[2], color[3] * Number(getComputedStyle(one).opacity)];
    const [dark, light] = [luminance(over(color, behind)), luminance(behind)].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5))
      found.push(`contrast ${ratio.toFixed(2)} (${style.color}): ${name(parent)}`);
  }
  return found;
}

interface Stop {
  name: string;
  /** Whether anything about it looks different while it has the focus. */
  shown: boolean;
  /** Whether it is inside the window. */
  inView: boolean;
}

/** Goes through the page with the Tab key, at most `most` times, until it comes to where it has been. */
export async function tabThrough(page: Page, most = 80): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(lookAtFocus);
    if (stop === 'seen') break;
    if (stop) stops.push(stop);
  }
  await page.evaluate(() =>
    document.querySelectorAll('[data-audited]').forEach((one) => one.removeAttribute('data-audited')),
  );
  return stops;
}

async function lookAtFocus(): Promise<Stop | 'seen' | null> {
  const focused = document.activeElement as HTMLElement | null;
  if (!focused || focused === document.body) return null;
  if (focused.hasAttribute('data-audited')) return 'seen';
  focused.setAttribute('data-audited', '');
  const parents: Element[] = [focused];
  while (parents.length < 5 && parents.at(-1)!.parentElement) parents.push(parents.at(-1)!.parentElement!);
  const around = [...parents, ...parents[1].children, ...focused.children];
  const look = () =>
    around
      .map((one) => getComputedStyle(one))
      .map((s) => [s.outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join())
      .join(';');
  // Where motion is reduced, a change takes a frame or two.
  const settled = () => new Promise((resolve) => setTimeout(resolve, 80));
  await settled();
  const during = look();
  const box = focused.getBoundingClientRect();
  focused.blur();
  await settled();
  const shown = look() !== during;
  focused.focus();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const inView = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const label = focused.getAttribute('aria-label') ?? focused.textContent ?? '';
  return {
    name: `${focused.tagName.toLowerCase()} ${focused.dataset.testid ?? ''} “${label.trim().slice(0, 40)}”`,
    shown,
    inView,
  };
}
