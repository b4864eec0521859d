import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { eventSchema } from '../../../src/events/event.ts';
import { createWorkspace } from '../../config/_workspace.ts';
import { photo, writePets } from '../../helpers/photos.ts';
import { experimentFile, lastEvent, runInProcess, tessera, tinyExperiment } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';
import { runsIn } from '../../helpers/folders.ts';

const readJson = async (...path: string[]) =>
  JSON.parse(await readFile(join(...path), 'utf8')) as Record<string, unknown>;
/** Without what depends on the clock. */
const scalarsOf = async (run: string) =>
  (await readFile(join(run, 'metrics.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => {
      const { time: _, values, ...rest } = JSON.parse(line) as { time: string; values: Record<string, number> };
      return {
        ...rest,
        values: Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('time/'))),
      };
    })
    .filter(({ values }) => Object.keys(values).length > 0);
const onlyRun = async (runs: string) => join(runs, (await runsIn(runs))[0] ?? 'none yet');

test.serial('a run trains, tests its best checkpoint and leaves the whole folder', async (t) => {
  const { file, runs } = await experimentFile();
  const { exitCode, stdout, stderr } = await runInProcess(['run', file, '--runs', runs]);
  t.is(exitCode, 0, stderr);
  const run = await onlyRun(runs);
  // `code` has the changes that the project's working tree has at the moment, if any.
  const names = (await readdir(run)).filter((name) => !name.startsWith('events') && name !== 'code');
  t.deepEqual(names.sort(), [
    'checkpoints',
    'config.yaml',
    'logs',
    'metrics.jsonl',
    'origins.json',
    'result.json',
    'run.json',
  ]);
  t.deepEqual((await readdir(join(run, 'checkpoints'))).sort(), [
    'best.safetensors',
    'epoch-1.safetensors',
    'epoch-2.safetensors',
    'epoch-3.safetensors',
    'last.safetensors',
  ]);
  t.like(await readJson(run, 'run.json'), { status: 'completed', step: 6, totalSteps: 6 });
  const { test: figures } = (await readJson(run, 'result.json')) as {
    test: { metrics: Record<string, { value: number }> };
  };
  const iou = figures.metrics['iou/macro/image']!.value;
  t.true(iou > 0 && iou <= 1);
  t.regex(stdout, new RegExp(`iou/macro/image +${iou.toFixed(4)}`));
  t.regex(stderr, /parameters +[\d,]+, of which [\d,]+ are trained/);
});

test.serial('the share of time that steps wait for data is logged, and kept with the result', async (t) => {
  const { file, runs } = await experimentFile(tinyExperiment.replace('log:', 'loader: {workers: 1}\nlog:'));
  const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs]);
  t.is(exitCode, 0, stderr);
  const run = await onlyRun(runs);
  const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { split: string; values: Record<string, number> });
  const shares = lines.flatMap(({ values }) => values['time/data_wait'] ?? []);
  t.is(shares.length, 6);
  const { dataWait } = (await readJson(run, 'result.json')) as { dataWait: number };
  for (const share of [...shares, dataWait]) t.true(share > 0 && share < 1, `${share}`);
});

test.serial(
  'photos that cannot be read are refused, or left out, counted and listed where the experiment says so',
  async (t) => {
    const files = await writePets(
      [photo('a'), photo('b', 2), photo('c'), photo('d', 2), photo('bad')],
      [photo('e'), photo('worse')],
    );
    await writeFile(files.image('bad'), 'not a photo');
    await rm(files.trimap('worse'));
    const pets = (more: string) =>
      tinyExperiment
        .replace(
          /dataset: .*/,
          `dataset: {type: oxford-iiit-pet, root: ${files.root}, image_size: 32, split: {train: 0.8, seed: 1}, allow_empty: [cat, dog]}`,
        )
        .replace('log:', `loader: {${more}}\nlog:`);
    await assertRefused(
      t,
      pets('on_bad_sample: fail'),
      [],
      /error\[bad-image\][^]*bad\.jpg[^]*error\[missing-mask\][^]*worse\.png/,
    );

    const { file, runs } = await experimentFile(pets('on_bad_sample: skip, workers: 1'));
    const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs]);
    t.is(exitCode, 0, stderr);
    t.regex(stderr, /skipped +in (train|val): the photo .*bad\.jpg cannot be decoded/);
    t.regex(stderr, /skipped +in test: expected the photo .*worse\.jpg to have a mask/);
    const { data } = (await readJson(await onlyRun(runs), 'run.json')) as { data: { files: unknown } };
    t.deepEqual(data.files, { photos: 6, masks: 6, leftOver: { 'photo without a mask': 1 } });
    const { skipped } = (await readJson(await onlyRun(runs), 'result.json')) as {
      skipped: { split: string; name: string }[];
    };
    t.deepEqual(
      skipped.map(({ name }) => name),
      ['bad', 'worse'],
    );
    t.regex(stderr, /samples +[34] train, [01] val, 1 test/);
  },
);

const trainsAndTests = async (t: ExecutionContext, yaml: string) => {
  const { file, runs } = await experimentFile(yaml);
  const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs]);
  t.is(exitCode, 0, stderr);
  return stderr;
};

for (const model of [
  '{type: unet, encoder: {type: convnet, widths: [4, 8]}}',
  '{type: pspnet, encoder: {type: mobilenet_v1, alpha: 0.25}}',
]) {
  test.serial(`samples need not be square: ${model}`, async (t) => {
    const yaml = tinyExperiment
      .replace('image_size: 32', 'image_size: [32, 64]')
      .replace(/model: .*/, `model: ${model}`)
      .replace('epochs: 3', 'epochs: 1');
    await trainsAndTests(t, yaml);
  });
}

test.serial('training on random crops, validation and test on whole samples', async (t) => {
  const yaml = tinyExperiment
    .replace('image_size: 32', 'image_size: [48, 64]')
    .replace('[{type: horizontal-flip}]', '[{type: random-crop, size: 32}]');
  await trainsAndTests(t, yaml);
});

test.serial('large photos are cut into tiles; the preview shows them', async (t) => {
  const files = await writePets(
    [photo('a', 1, [1, 2], 70, 50), photo('b', 2, [1, 2], 40, 90)],
    [photo('e', 1, [1, 2], 33, 32)],
  );
  const dataset = `{type: oxford-iiit-pet, root: ${files.root}, image_size: 32, split: {train: 0.5}, allow_empty: [cat, dog], tiles: {overlap: 8}}`;
  const yaml = tinyExperiment.replace(/dataset: .*/, `dataset: ${dataset}`);
  t.regex(await trainsAndTests(t, yaml), /samples +6 train, 6 val, 2 test|samples +8 train, 6 val, 2 test/);
  const { file, folder } = await experimentFile(yaml);
  const preview = await runInProcess(['preview', file, '--output', join(folder, 'sheet.png')], folder);
  t.is(preview.exitCode, 0, preview.stderr);
  const tooMuch = await runInProcess(['plan', file, '--no-time', '--set', 'dataset.tiles.overlap=32'], folder);
  t.is(tooMuch.exitCode, 2);
  t.regex(
    tooMuch.stderr,
    /--set:.*error\[bad-value\]: dataset\.tiles\.overlap: expected at most 31, less than a tile, got 32/,
  );
});

test.serial(
  'the same file again trains nothing: it gives the result that is there, as long as nothing has changed',
  async (t) => {
    const other = photo('b', 2, [2, 1, 3]);
    const files = await writePets([photo('a'), other, photo('c'), photo('d', 2)], [photo('e'), photo('f', 2)]);
    const { folder, file, runs } = await experimentFile(
      tinyExperiment
        .replace(
          /dataset:.*/,
          `dataset: {type: oxford-iiit-pet, root: ${files.root}, image_size: 32, split: {train: 0.5}}`,
        )
        .replace('epochs: 3, batch_size: 4', 'epochs: 1, batch_size: 1'),
    );
    const first = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
    t.is(first.exitCode, 0, first.stderr);
    const before = await scalarsOf(await onlyRun(runs));
    const again = await runInProcess(['run', file, '--runs', runs, '--json'], folder);
    t.is(again.exitCode, 0, again.stderr);
    t.regex(again.stderr, /has run already, and nothing has changed since/);
    t.deepEqual(await scalarsOf(await onlyRun(runs)), before);
    const ends = [first, again].map(({ stdout }) => lastEvent<{ existing: boolean; result: unknown }>(stdout));
    t.deepEqual(
      ends.map(({ existing }) => existing),
      [false, true],
    );
    t.deepEqual(ends[0]!.result, ends[1]!.result);
    const events = (stdout: string) => stdout.split('\n').map((line) => eventSchema.parse(JSON.parse(line)).event);
    t.deepEqual([...new Set(events(first.stdout))], ['start', 'step', 'validation', 'checkpoint', 'test', 'end']);
    t.deepEqual(events(again.stdout), ['test', 'end']);

    await writeFile(files.trimap('a'), await readFile(files.trimap('b')));
    const changed = await runInProcess(['run', file, '--runs', runs], folder);
    t.is(changed.exitCode, 2);
    t.regex(changed.stderr, /error\[run-exists\][^]*completed[^]*changed since it began/);
  },
);

test.serial(
  'Ctrl-C finishes the step, saves, exits 130, and resuming gives the numbers of an uninterrupted run',
  async (t) => {
    const whole = await experimentFile();
    const stopped = await experimentFile();
    await runInProcess([
      'run',
      whole.file,
      '--runs',
      whole.runs,
      '--set',
      'engine.backend=wasm',
      '--set',
      'train.epochs=30',
    ]);
    const process = tessera([
      'run',
      stopped.file,
      '--runs',
      stopped.runs,
      '--set',
      'engine.backend=wasm',
      '--set',
      'train.epochs=30',
    ]);
    const run = await waitForSteps(stopped.runs, 5);
    process.kill('SIGINT');
    const { exitCode, stderr } = await process;
    t.is(exitCode, 130, String(stderr));
    t.regex(String(stderr), /saved\. To go on: npx tessera run --resume/);
    const { step } = (await readJson(run, 'run.json')) as { step: number };
    t.true(step >= 4 && step < 60, `stopped at step ${step}`);

    const resumed = await runInProcess(['run', '--resume', run]);
    t.is(resumed.exitCode, 0, resumed.stderr);
    t.like(await readJson(run, 'run.json'), { status: 'completed', step: 60 });
    t.deepEqual(await scalarsOf(run), await scalarsOf(await onlyRun(whole.runs)));
  },
);

test.serial('tessera test repeats the figures of the run', async (t) => {
  const { file, runs } = await experimentFile();
  await runInProcess(['run', file, '--runs', runs]);
  const run = await onlyRun(runs);
  const { exitCode, stdout } = await runInProcess(['test', run, '--json']);
  t.is(exitCode, 0);
  const before = await readFile(join(run, 'result.json'), 'utf8');
  const { test: expected } = JSON.parse(before) as { test: object };
  t.like(JSON.parse(stdout), { ...expected, name: 'test' });
  t.is((await readdir(join(run, 'evaluations/test'))).length, 7);

  const again = await runInProcess(['test', run]);
  t.is(again.exitCode, 0, 'the same again shows what is there');
  t.regex(again.stderr, /note: this was evaluated .*, and nothing was done now\. Again: --force/);
  t.regex(again.stdout, /^test at input +value[^]*evaluations\/test\/report\.md$/);
  t.is((await runInProcess(['test', run, '--json'])).stdout, stdout, 'for programs too');
  const named = await runInProcess(['test', run, '--split', 'val', '--name', 'test']);
  t.is(named.exitCode, 2, 'another one of the same name is refused');
  t.regex(named.stderr, /error\[evaluation-exists\][^]*--name <name>[^]*--force/);
  const forced = await runInProcess(['test', run, '--force']);
  t.is(forced.exitCode, 0, forced.stderr);
  t.notRegex(forced.stderr, /was evaluated/);

  const other = await runInProcess(['test', run, '--split', 'val', '--set', 'dataset.val=3', '--checkpoint', 'last']);
  t.is(other.exitCode, 0, other.stderr);
  t.regex(other.stderr, /changed +dataset\.val is 3, it was 4/);
  const [name] = (await readdir(join(run, 'evaluations'))).filter((each) => each !== 'test');
  t.regex(name!, /^val-last-[0-9a-f]{8}$/);
  t.is((await readFile(join(run, 'evaluations', name!, 'scores.jsonl'), 'utf8')).trimEnd().split('\n').length, 3);

  const refused = await runInProcess(['test', run, '--set', 'model.dropout=0.5', '--name', 'x']);
  t.regex(refused.stderr, /--set: error\[bad-override\]: expected a key that a test can change, got `model\.dropout`/);
  t.is((await readdir(join(run, 'evaluations'))).length, 2, 'nothing is left of what was refused');
  t.is(await readFile(join(run, 'result.json'), 'utf8'), before);
});

async function assertRefused(
  t: ExecutionContext,
  yaml: string,
  args: readonly string[],
  message: RegExp,
): Promise<void> {
  const { file, folder, runs } = await experimentFile(yaml);
  const { exitCode, stderr, stdout } = await runInProcess(['run', file, '--runs', runs, ...args]);
  t.is(exitCode, 2, stderr);
  t.regex(stderr, message);
  t.notRegex(stderr, /\n\s+at /, 'no stack trace');
  t.is(stdout, '');
  t.deepEqual(await readdir(folder), ['experiment.yaml'], 'nothing is left behind');
}

test.serial('an unknown key is named with its place and the nearest right one', (t) =>
  assertRefused(
    t,
    tinyExperiment.replace('lr: 1e-2', 'lr: 1e-2, wieght_decay: 1'),
    [],
    /experiment\.yaml:7:\d+: error\[unknown-key\][^]*weight_decay/,
  ),
);
test.serial('all problems of a file come in one pass', (t) =>
  assertRefused(
    t,
    tinyExperiment.replace('epochs: 3', 'epochs: three').replace('lr: 1e-2', 'lr: -1'),
    [],
    /(error\[[^]*){2}/,
  ),
);
test.serial('a size that the model cannot take is refused with one that it can', (t) =>
  assertRefused(
    t,
    tinyExperiment.replace('image_size: 32', 'image_size: 33'),
    [],
    /experiment\.yaml:3:\d+: error\[bad-size\][^]*32/,
  ),
);
test.serial('a crop that the model cannot take is refused before training', (t) =>
  assertRefused(
    t,
    tinyExperiment.replace('{type: horizontal-flip}', '{type: random-crop, size: 17}'),
    [],
    /experiment\.yaml:4:\d+: error\[bad-size\][^]*16/,
  ),
);
test.serial('a last batch of one sample that batch norm cannot train on is refused before training', (t) =>
  assertRefused(
    t,
    tinyExperiment.replace('train: 8', 'train: 5').replace('[4, 8]}}', '[4, 4, 4, 4, 4]}}'),
    [],
    /error\[bad-value\][^]*drop_last/,
  ),
);
test.serial('an empty split is refused', (t) =>
  assertRefused(t, tinyExperiment.replace('val: 4', 'val: 0'), [], /error\[empty-split\][^]*val/),
);
test.serial('a metric for the best checkpoint that is not there is refused with those that are', (t) =>
  assertRefused(t, tinyExperiment, ['--set', 'train.best=dice'], /train\.best[^]*iou\/macro\/image/),
);
test.serial('a backend that is not there is refused with how to get it', (t) =>
  assertRefused(t, tinyExperiment, ['--set', 'engine.device=gpu:9'], /error\[device-missing\]/),
);
test.serial('a file that is missing is named', async (t) => {
  const { exitCode, stderr } = await runInProcess(['run', 'nowhere.yaml']);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[file-missing\][^]*nowhere\.yaml/);
});

test('what a part lacks comes with the advice to run a file that extends it', async (t) => {
  const folder = await createWorkspace(t, { '_part.yaml': 'seed: 1\n' });
  const { exitCode, stderr } = await runInProcess(['run', '_part.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[missing-key\][^]*this file is a part that others extend/);
});

test('the options of a sweep are refused where there is none', async (t) => {
  const folder = await createWorkspace(t, { 'x.yaml': valid });
  const { exitCode, stderr } = await runInProcess(['run', 'x.yaml', '--jobs', '4'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[bad-argument\]: expected an experiment with a sweep section for `--jobs`, got one without/);
});

test('either a file or a run to go on with is needed', async (t) => {
  const expected = 'error[bad-argument]: expected either an experiment file or `--resume <run>`, got';
  const neither = await runInProcess(['run']);
  t.deepEqual([neither.exitCode, neither.stderr.split('\n')[0]], [2, `${expected} neither`]);
  const both = await runInProcess(['run', 'x.yaml', '--resume', 'runs/x']);
  t.deepEqual([both.exitCode, both.stderr.split('\n')[0]], [2, `${expected} both`]);
});

async function waitForSteps(runs: string, steps: number): Promise<string> {
  const metrics = async () => readFile(join(await onlyRun(runs), 'metrics.jsonl'), 'utf8').catch(() => '');
  const seen = async () => [...(await metrics()).matchAll(/"split":"train"/g)].length;
  await until(async () => existsSync(runs) && (await seen()) > steps);
  return onlyRun(runs);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited two minutes in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.serial(
  'a point of a sweep whose plugin was edited since the sweep began is refused, and nothing is written',
  async (t) => {
    const { file, folder, runs } = await experimentFile(`${tinyExperiment}plugins: [./mine.mjs]\n`);
    const component = (text: string) => `export const mine = ({ defineComponent, z }) => defineComponent({
    kind: 'loss', type: 'mine', description: '${text}', params: z.strictObject({}), build: () => () => undefined });`;
    await writeFile(join(folder, 'mine.mjs'), component('as it was'));
    const point = ['run', file, '--runs', runs, '--expect-id'];
    const { exitCode, stderr } = await runInProcess([...point, '0123456789ab'], folder);
    t.is(exitCode, 2);
    t.regex(stderr, /^error\[run-changed\]: expected what the sweep was started with, but mine\.mjs has changed since/);
    t.false(existsSync(runs));
  },
);

test.serial('without a test split, a run ends with the figures of its validation, and says so', async (t) => {
  const { root } = await writePets(
    ['a', 'b', 'c', 'd', 'e'].map((name) => photo(name)),
    [],
  );
  const { file, folder, runs } = await experimentFile(`
name: without-test
dataset:
  type: image-folder
  root: ${root}
  images: images/*.jpg
  masks: annotations/trimaps/*.png
  labels: {1: pet, 2: background, 3: ignore}
  split: {train: 0.6}
  image_size: 16
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam}
train: {epochs: 1, batch_size: 3}
`);
  const { exitCode, stdout, stderr } = await runInProcess(['run', file, '--runs', runs]);
  t.is(exitCode, 0, stderr);
  t.regex(stderr, /samples +3 train, 2 val, no test/);
  t.regex(stdout, /^val /m);
  t.regex(stdout, /The data has no test split: the figures are those of the validation\./);
  const run = await onlyRun(runs);
  const { val, test: tested } = (await readJson(run, 'result.json')) as Record<string, { metrics: object } | undefined>;
  t.is(tested, undefined);
  t.true('iou/macro/image' in val!.metrics);
  const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const splits = lines.map((line) => (JSON.parse(line) as { split: string }).split);
  t.deepEqual([...new Set(splits)].toSorted(), ['run', 'train', 'val']);
  const listed = await runInProcess(['list', '--runs', runs], folder);
  t.regex(listed.stdout, /val\/iou\/macro\/image/);
  const told = await runInProcess(['show', run], folder);
  t.regex(told.stdout, /val\/iou\/macro\/image/);
  t.notRegex(told.stdout, /test\/iou/);
  const refused = await runInProcess(['test', run]);
  t.is(refused.exitCode, 2);
  t.regex(refused.stderr, /the data has no test split: `--split val` takes the validation/);
});
