/**
 * `npm run bench -- logging`: the share of a run's processor time that the defaults of `log` take. Runs with and without logging
 * take turns, so that a machine that grows slower slows both. It needs `npm run build`, and Linux for the processor's time.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { processorTime } from './processor-time.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: { pairs: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const pairs = Number(options.pairs);

const nothing = `log:
  {panel_samples: 0, error_maps: false, confusion_matrix: false, per_class: false, pr_curves: false, worst_and_best: 0,
   evaluation: false, learning_rates: false, norms: false, histograms: false, times: false, epoch_loss: false, graph: false,
   provenance: false, leaderboard: false, loggers: []}
`;

/** The second one has steps as long as those on photos of 256 x 256. */
const experiments: Readonly<Record<string, string>> = {
  quickstart: `extends: ${resolve('experiments/quickstart.yaml')}\n`,
  'steps of 256 x 256': `name: large
dataset: {type: shapes, image_size: 256, train: 96, val: 32, test: 32}
model: {type: unet, encoder: {type: convnet, widths: [16, 32, 64, 128]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 3e-3}
train: {epochs: 4, batch_size: 16}
`,
};

const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
try {
  const rows = [];
  for (const [name, yaml] of Object.entries(experiments)) {
    if (options.only !== undefined && name !== options.only) continue;
    const [on, off]: [number[], number[]] = [[], []];
    for (let pair = 0; pair < pairs; pair++) {
      const inTurn: readonly (readonly [number[], string])[] = [
        [on, yaml],
        [off, yaml + nothing],
      ];
      for (const [times, text] of pair % 2 === 0 ? inTurn : inTurn.toReversed()) times.push(await secondsOf(text));
      console.log(`${name}, pair ${pair + 1} of ${pairs}: ${on.at(-1)!.toFixed(2)} s with, ${off.at(-1)!.toFixed(2)} s without`);
    }
    const shares = on.map((seconds, pair) => seconds / off[pair]! - 1);
    rows.push({
      experiment: name,
      'processor s with': median(on).toFixed(2),
      without: median(off).toFixed(2),
      'median of the pairs': percent(median(shares)),
      'of the least': percent(Math.min(...on) / Math.min(...off) - 1),
    });
  }
  console.table(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Seconds of processor time of a whole run. */
async function secondsOf(yaml: string): Promise<number> {
  const file = join(folder, 'x.yaml');
  const runs = join(folder, 'runs');
  await writeFile(file, yaml);
  const before = processorTime('children');
  const child = spawn(process.execPath, ['dist/src/cli/tessera.js', 'run', file, '--runs', runs], { stdio: 'ignore' });
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', done);
  });
  if (code !== 0) throw new Error(`tessera run ended with ${String(code)}`);
  const spent = processorTime('children') - before;
  await rm(runs, { recursive: true, force: true });
  return spent / 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
