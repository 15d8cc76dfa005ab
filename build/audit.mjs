import { npm } from './lib/run.mjs';
import { root } from './lib/paths.mjs';
import { main, say } from './lib/say.mjs';

/** TensorFlow's installer: packages are installed without their scripts, and the optional TensorFlow is not packaged. */
const neverRun = new Set(['@tensorflow/tfjs-node-gpu', '@mapbox/node-pre-gyp', 'tar']);

/**
 * `npm run -s audit`: known holes in the packages that the studio ships. Fails for high and critical ones; where the
 * registry cannot be asked it says so and passes, since that says nothing of the packages.
 */
await main(async () => {
  const { output } = await npm(['audit', '--omit=dev', '--json'], {
    cwd: root,
    quiet: true,
    timeout: 60_000,
  });
  const report = read(output);
  if (!report) return say('The registry could not be asked for known holes in packages.');
  const found = Object.values(report.vulnerabilities).filter(({ name }) => !neverRun.has(name));
  const grave = found.filter(({ severity }) => ['high', 'critical'].includes(severity));
  say(`Known holes in packages: ${found.length}, of which ${grave.length} high or critical.`);
  for (const { name, severity, range } of grave) console.error(`  ${severity}: ${name} ${range}`);
  if (grave.length) process.exitCode = 1;
});

/** npm's report, or `null` where it has none; other lines may come before it. */
function read(output) {
  try {
    const report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
    return report.metadata?.vulnerabilities ? report : null;
  } catch {
    return null;
  }
}
