import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A training step, by what `step-nets.ts` and `step-worker.py` know. */
export interface StepCase {
  readonly net: string;
  readonly batch: number;
  /** Height and width of the images. */
  readonly size: number;
  readonly classes: number;
  readonly threads: number;
}

export interface Answer {
  readonly ms: number;
  /** Processor time of all threads, which other programs disturb less. */
  readonly cpuMs: number;
  readonly loss?: number;
  /** The most memory that the process has used so far. */
  readonly peakMiB: number;
}

/** A process that does one piece of work, such as a training step, whenever it is asked. */
export interface Engine {
  readonly name: string;
  step(): Promise<Answer>;
  close(): void;
}

export function startBackend(backend: string, { net, threads, batch, size, classes }: StepCase): Engine {
  const worker = fileURLToPath(new URL('step-worker.ts', import.meta.url));
  const numbers = [threads, batch, size, classes].map(String);
  return engineOf(backend, process.execPath, [
    '--conditions=tessera-source',
    '--import=./test/loader/register.mjs',
    worker,
    backend,
    net,
    ...numbers,
  ]);
}

/** The version of PyTorch in the Python that `TESSERA_PYTHON` names, if it has one. PyTorch is never needed. */
export function pytorchVersion(): string | undefined {
  const { status, stdout } = spawnSync(python(), ['-c', 'import torch; print(torch.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** `format` is `contiguous` or `channels_last`. */
export function startPytorch(format: string, { net, threads, batch, size, classes }: StepCase): Engine {
  const worker = fileURLToPath(new URL('step-worker.py', import.meta.url));
  const numbers = [threads, batch, size, classes].map(String);
  return engineOf(`pytorch ${format}`, python(), [worker, net, ...numbers, format]);
}

export function python(): string {
  return process.env['TESSERA_PYTHON'] ?? 'python3';
}

/** A worker that answers each line on its standard input with a line of JSON. */
export function engineOf(name: string, command: string, args: string[]): Engine {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async step() {
      child.stdin.write('step\n');
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`${name} ended before its step was done.`);
        // Libraries print too; an answer is a line of JSON.
        if (value.startsWith('{')) return JSON.parse(value) as Answer;
      }
    },
    close: () => child.stdin.end(),
  };
}
