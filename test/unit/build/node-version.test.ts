import { describe, expect, it } from 'vitest';
import { checkNode } from '../../../build/lib/node-version.mjs';

describe('checkNode', () => {
  it.each(['20.19.0', '20.20.1', '22.0.0', '24.1.0'])('lets Node.js %s in', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.9.0', '20.18.9'])('turns Node.js %s away, naming both versions', (version) => {
    expect(() => checkNode(version)).toThrow(new RegExp(`20\\.19 or newer; this is ${version}`));
  });
});
