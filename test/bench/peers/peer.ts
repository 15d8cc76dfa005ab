import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kerasPython } from '../../support/keras';
import { pythonWith } from '../../support/python';

/** What the studio is measured against, and how its Python is found. */
const pythons = {
  keras: kerasPython,
  pytorch: () => pythonWith('pytorch', ['torch', 'numpy', 'safetensors'], 'torch, safetensors'),
};
type Library = keyof typeof pythons;
const libraries = Object.keys(pythons) as Library[];

/**
 * glibc gives large blocks back after every operation, and where page faults are dear, as on virtual machines, taking
 * them anew costs PyTorch most of its time. So a peer is measured as it is installed and, tuned, at its best.
 */
const keepMemory = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: String(8 * 2 ** 30),
  MALLOC_TOP_PAD_: String(512 * 2 ** 20),
};

/** A trainer in Python, in a process of its own. */
export class Peer {
  private readonly lines: AsyncIterator<string>;

  private constructor(
    /** `keras`, `keras tuned` … */
    readonly name: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Starts a peer with the weights of a safetensors file; `null` where it is not installed. */
  static async start(library: Library, weights: string, tuned: boolean): Promise<Peer | null> {
    const python = await pythons[library]();
    if (!python) return null;
    const script = join(import.meta.dirname, `${library}_peer.py`);
    const env = { ...process.env, ...(tuned && keepMemory) };
    const child = spawn(python, [script, weights, String(availableParallelism())], { env });
    child.stderr.on('data', (text: Buffer) => process.env.RAMUNE_DEBUG && process.stderr.write(text));
    return new Peer(tuned ? `${library} tuned` : library, child);
  }

  /** All answers to a request. */
  async ask<T>(request: object): Promise<T[]> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const answers: T[] = [];
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) throw new Error(`${this.name} stopped; RAMUNE_DEBUG=1 shows what it says.`);
      const answer = JSON.parse(value as string) as T | null;
      if (answer === null) return answers;
      answers.push(answer);
    }
  }

  /** Milliseconds that a request took the peer, by its own clock. */
  async time(request: object): Promise<number> {
    return (await this.ask<{ ms: number }>(request))[0].ms;
  }

  stop(): void {
    this.child.kill();
  }
}

/** Runs `work` with every peer that is here, as it is installed (`false`) or tuned, or with both of each. */
export async function withPeers<T>(
  weights: string,
  tuned: readonly boolean[],
  work: (peers: Peer[]) => Promise<T>,
): Promise<T> {
  const peers: Peer[] = [];
  try {
    for (const library of libraries)
      for (const one of tuned) {
        const peer = await Peer.start(library, weights, one);
        if (peer) peers.push(peer);
      }
    return await work(peers);
  } finally {
    for (const peer of peers) peer.stop();
  }
}
