/**
 * `npm run bench -- logging`: the share of a run's time that the defaults of `log` take, and of its processor time.
 * Runs with and without logging take turns, so that a machine that grows slower slows both. It needs `npm run build`,
 * and Linux for the processor's time.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { median } from './median.ts';
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

/**
 * The second one has steps as long as those on photos of 256 x 256. The third is the notebook's experiment on real
 * photos, shorter, where `PETS_ROOT` and `MOBILENET_WEIGHTS` say where its data is.
 */
const experiments: Readonly<Record<string, string>> = {
  quickstart: `extends: ${resolve('experiments/quickstart.yaml')}\n`,
  'steps of 256 x 256': `name: large
dataset: {type: shapes, image_size: 256, train: 96, val: 32, test: 32}
model: {type: unet, encoder: {type: convnet, widths: [16, 32, 64, 128]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 3e-3}
train: {epochs: 4, batch_size: 16}
`,
  ...(process.env['PETS_ROOT'] && {
    'two epochs of photos': `extends: ${resolve('experiments/pets-pspnet-ce.yaml')}\ntrain: {epochs: 2}\n`,
  }),
};
if (options.only !== undefined && !(options.only in experiments))
  throw new Error(`--only takes one of: ${Object.keys(experiments).join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
try {
  const rows = [];
  for (const [name, yaml] of Object.entries(experiments)) {
    if (options.only !== undefined && name !== options.only) continue;
    const [on, off]: [Times[], Times[]] = [[], []];
    for (let pair = 0; pair < pairs; pair++) {
      const inTurn: readonly (readonly [Times[], string])[] = [
        [on, yaml],
        [off, yaml + nothing],
      ];
      for (const [times, text] of pair % 2 === 0 ? inTurn : inTurn.toReversed()) times.push(await timesOf(text));
      console.log(`${name}, pair ${pair + 1} of ${pairs}: ${told(on.at(-1)!)} with, ${told(off.at(-1)!)} without`);
    }
    for (const time of ['run', 'processor'] as const) {
      const [withAll, without] = [on, off].map((times) => times.map((each) => each[time])) as [number[], number[]];
      rows.push({
        experiment: name,
        time,
        'with, s': median(withAll).toFixed(2),
        'without, s': median(without).toFixed(2),
        'median of the pairs': percent(median(withAll.map((seconds, pair) => seconds / without[pair]! - 1))),
        'of the least': percent(Math.min(...withAll) / Math.min(...without) - 1),
      });
    }
  }
  console.table(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Seconds of a whole run: as a clock sees it, and of all processors together. */
interface Times {
  readonly run: number;
  readonly processor: number;
}

async function timesOf(yaml: string): Promise<Times> {
  const file = join(folder, 'x.yaml');
  const runs = join(folder, 'runs');
  await writeFile(file, yaml);
  const [began, before] = [performance.now(), processorTime('children')];
  await execa(process.execPath, ['dist/src/cli/tessera.js', 'run', file, '--runs', runs], { stdio: 'ignore' });
  const times = { run: performance.now() - began, processor: processorTime('children') - before };
  await rm(runs, { recursive: true, force: true });
  return { run: times.run / 1000, processor: times.processor / 1000 };
}

function told({ run, processor }: Times): string {
  return `${run.toFixed(2)} s (${processor.toFixed(2)} s of processor time)`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
