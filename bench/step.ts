/**
 * `npm run bench -- step`: one training step on each backend and, where Python has torch, in PyTorch. The engines take
 * their steps in turn, so that other work on the machine slows all of them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

interface Answer {
  readonly ms: number;
  /** Processor time of all threads, which other programs disturb less. */
  readonly cpuMs: number;
  readonly loss: number;
  /** The most memory that the process has used so far. */
  readonly peakMiB: number;
}

interface Engine {
  readonly name: string;
  step(): Promise<Answer>;
  close(): void;
}

interface Row {
  readonly least: number;
  readonly cpu: number;
}

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    net: { type: 'string', default: 'pspnet' },
    backends: { type: 'string', default: 'onnxruntime' },
    steps: { type: 'string', default: '4' },
    batch: { type: 'string', default: '16' },
    size: { type: 'string', default: '256' },
    threads: { type: 'string', default: String(availableParallelism()) },
    formats: { type: 'string', default: 'contiguous,channels_last' },
  },
});

const engines = [...options.backends.split(',').filter(Boolean).map(backendEngine), ...pytorchEngines()];
const answers = new Map<string, Answer[]>(engines.map(({ name }) => [name, []]));
for (let step = 0; step <= Number(options.steps); step++) {
  for (const engine of engines) answers.get(engine.name)!.push(await engine.step());
}
for (const engine of engines) engine.close();
report();

function report(): void {
  const rows = engines.map(({ name }) => {
    const [first, ...rest] = answers.get(name)!;
    const times = rest.map(({ ms }) => ms).sort((a, b) => a - b);
    const last = rest.at(-1)!;
    return {
      engine: name,
      first: Math.round(first!.ms),
      least: Math.round(times[0]!),
      median: Math.round(times[times.length >> 1]!),
      cpu: Math.round(Math.min(...rest.map(({ cpuMs }) => cpuMs))),
      peakMiB: Math.round(last.peakMiB),
      loss: last.loss,
    };
  });
  const pytorch = rows.filter(({ engine }) => engine.startsWith('pytorch'));
  const ratio = (row: Row, what: 'least' | 'cpu') =>
    (Math.min(...pytorch.map((other) => other[what])) / row[what]).toFixed(2);
  console.log(
    `${options.net}, batch ${options.batch} of ${options.size}x${options.size}, ${options.threads} threads; milliseconds per step`,
  );
  console.table(
    rows.map((row) =>
      pytorch.length > 0 ? { ...row, 'PyTorch / it': ratio(row, 'least'), 'in cpu': ratio(row, 'cpu') } : row,
    ),
  );
}

function backendEngine(backend: string): Engine {
  const worker = fileURLToPath(new URL('step-worker.ts', import.meta.url));
  return engineOf(backend, process.execPath, [
    '--import=./test/loader/register.mjs',
    worker,
    backend,
    options.net,
    options.threads,
    options.batch,
    options.size,
  ]);
}

/** PyTorch is never needed; where it isn't there, the comparison says so. */
function pytorchEngines(): Engine[] {
  const python = process.env['TESSERA_PYTHON'] ?? 'python3';
  if (spawnSync(python, ['-c', 'import torch']).status !== 0) {
    console.log(`No comparison with PyTorch: ${python} has no torch. TESSERA_PYTHON names another Python.`);
    return [];
  }
  const worker = fileURLToPath(new URL('step-worker.py', import.meta.url));
  return options.formats
    .split(',')
    .filter(Boolean)
    .map((format) =>
      engineOf(`pytorch ${format}`, python, [
        worker,
        options.net,
        options.threads,
        options.batch,
        options.size,
        format,
      ]),
    );
}

function engineOf(name: string, command: string, args: string[]): Engine {
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
