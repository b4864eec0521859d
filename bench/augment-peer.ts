import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Python library that augments, in a process of its own. */
export interface Peer {
  readonly name: string;
  measure(name: string, seconds: number): Promise<number>;
  close(): void;
}

/** Why the library cannot be measured here. */
export interface MissingPeer {
  readonly name: string;
  readonly reason: string;
}

const script = fileURLToPath(new URL('augment-peer.py', import.meta.url));

export async function startPeer(name: string, size: number): Promise<Peer | MissingPeer> {
  const python = process.env['TESSERA_PYTHON'] ?? 'python3';
  const probe = spawnSync(python, [script, name, String(size), '--probe'], { encoding: 'utf8' });
  if (probe.status !== 0)
    return { name, reason: probe.error?.message ?? probe.stderr.trim().split('\n').at(-1) ?? 'it cannot be imported' };
  const child = spawn(python, [script, name, String(size)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async measure(transform, seconds) {
      child.stdin.write(`${JSON.stringify({ transform, seconds })}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${name} ended`);
      return Number(value);
    },
    close: () => child.stdin.end(),
  };
}
