/**
 * Prints what `work` comes to as JSON. stdout is for that alone: what is logged meanwhile goes to stderr.
 * @template T
 * @param {boolean} oneLine
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function report(oneLine, work) {
  console.log = console.error;
  const found = await work();
  process.stdout.write(`${JSON.stringify(found, null, oneLine ? 0 : 2)}\n`);
  return found;
}
