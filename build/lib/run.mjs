import { spawn } from 'node:child_process';

/**
 * Runs a program and waits for it.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, quiet?: boolean, stdout?: boolean}}
 *   [options] `quiet` keeps its output to be returned; otherwise it goes to stderr, or with `stdout` to stdout. `timeout` is in milliseconds.
 * @returns {Promise<{code: number, output: string}>} code 124 when it was stopped at the time-out, 127 when
 *   there is no such program.
 */
export function run(command, args, { cwd, env, timeout, quiet = false, stdout = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', stdout ? 1 : 2, 2],
    });
    let output = '';
    let late = false;
    const timer = timeout && setTimeout(() => (late = child.kill('SIGKILL')), timeout);
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/** Runs npm, the one that started us when there is one. */
export function npm(args, options) {
  const path = process.env.npm_execpath;
  if (path?.endsWith('.js')) return run(process.execPath, [path, ...args], options);
  return process.platform === 'win32'
    ? run('cmd', ['/c', 'npm', ...args], options)
    : run('npm', args, options);
}

/** Whether a program is on the PATH. */
export async function has(program) {
  return (await run('which', [program], { quiet: true })).code === 0;
}
