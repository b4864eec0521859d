/**
 * `npm run bench -- sweep`: what a sweep of many short points costs beside the points themselves. A point's own time is
 * what its `run.json` says, from its start to its end; with two at a time, a sweep without any cost of its own would
 * take half of their sum. It needs `npm run build`.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: { points: { type: 'string', default: '200' }, epochs: { type: 'string', default: '12' } },
});
const author = ['-c', 'user.name=x', '-c', 'user.email=x@y'];
const [points, epochs, jobs] = [Number(options.points), Number(options.epochs), 2];

const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
try {
  await writeFile(
    join(folder, 'x.yaml'),
    `name: x
dataset: {type: shapes, image_size: 32, train: 32, val: 8, test: 8}
model: {type: unet, encoder: {type: convnet, widths: [8, 16]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: ${epochs}, batch_size: 8}
engine: {threads: 1}
loader: {workers: 0}
sweep: {seeds: ${points}}
`,
  );
  await writeFile(join(folder, '.gitignore'), 'runs/\n');
  // Each run asks git for its state, as in a project.
  for (const args of [['init'], ['add', '.'], [...author, 'commit', '--message', 'x']])
    await execa('git', ['-C', folder, ...args], { stdio: 'ignore' });
  const began = performance.now();
  const args = [resolve('dist/src/cli/tessera.js'), 'sweep', 'x.yaml', '--jobs', `${jobs}`];
  await execa(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  const seconds = (performance.now() - began) / 1000;
  const own = await ownTimes(join(folder, 'runs'));
  const sum = own.reduce((total, each) => total + each, 0);
  console.table([
    {
      points: own.length,
      'at a time': jobs,
      'sweep, s': seconds.toFixed(1),
      'mean of a point, s': (sum / own.length).toFixed(2),
      'all points, s': sum.toFixed(1),
      overhead: `${(100 * ((seconds * jobs) / sum - 1)).toFixed(1)} %`,
    },
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Seconds from the start to the end of each completed run of the only sweep in a folder of runs. */
async function ownTimes(runs: string): Promise<number[]> {
  const name = (await readdir(runs)).find((each) => each.startsWith('x-'))!;
  const found = await Promise.all(
    (await readdir(join(runs, name))).map((point) =>
      readFile(join(runs, name, point, 'run.json'), 'utf8').catch(() => undefined),
    ),
  );
  return found
    .flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as { startedAt: string; endedAt: string }]))
    .map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}
