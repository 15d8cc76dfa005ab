import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main } from './lib/say.mjs';

/** `npm test [-- vitest arguments]`: runs the tests; the last line is `N passed, N failed`. */
await main(async () => {
  checkNode();
  await ensurePackages();
  const folder = await mkdtemp(join(tmpdir(), 'ramune-test-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    stdout: true,
  });
  const { passed, failed } = await count(report, code);
  await rm(folder, { recursive: true });
  if (failed || code !== 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
});

/** A file that fails outside its tests, or a run that ends badly without a failed test, counts as one failure. */
async function count(report, code) {
  const { numPassedTests, numFailedTests, testResults } = await readReport(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = numFailedTests + brokenFiles.length;
  return { passed: numPassedTests, failed: failed || Number(code !== 0) };
}

async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
