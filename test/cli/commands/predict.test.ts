import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import sharp from 'sharp';
import { main } from '../../../src/cli/main.ts';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

/** A folder with a run of an earlier version and three photos, one of which can't be read. */
async function project() {
  const folder = await newFolder();
  const run = fileURLToPath(new URL('../../fixtures/runs/format-1/runs/completed', import.meta.url));
  await cp(run, join(folder, 'runs/completed'), { recursive: true });
  await mkdir(join(folder, 'photos/sub'), { recursive: true });
  for (const [name, width] of Object.entries({ 'a.jpg': 48, 'sub/ü b.png': 64 }))
    await sharp({ create: { width, height: 32, channels: 3, background: 'orange' } }).toFile(
      join(folder, 'photos', name),
    );
  await writeFile(join(folder, 'photos/bad.jpg'), 'no photo');
  await writeFile(join(folder, 'photos/notes.md'), '');
  const predict = (args: readonly string[], input = '') => runInProcess(['predict', ...args], folder, input);
  const files = async (output: string) =>
    (await readdir(join(folder, output), { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
  return { folder, predict, files };
}

test.serial(
  'photos of a folder are predicted into the run, a bad one is named, and started again it goes on',
  async (t) => {
    const { folder, predict, files } = await project();
    const first = await predict(['completed', 'photos']);
    t.is(first.exitCode, 1, first.stderr);
    t.regex(
      first.stdout,
      /^Predicted 2 photos into runs\/completed\/predictions\nSkipped 1 photo:\n {2}the photo .*bad\.jpg/,
    );
    t.regex(first.stderr, /note: 1 file in these folders is no photo/);
    t.deepEqual(await files('runs/completed/predictions'), [
      'labels/a.png',
      'labels/sub/ü b.png',
      'overlays/a.png',
      'overlays/sub/ü b.png',
      'predictions.json',
      'predictions.jsonl',
    ]);
    const { width, height, format } = await sharp(
      join(folder, 'runs/completed/predictions/labels/sub/ü b.png'),
    ).metadata();
    t.deepEqual([width, height, format], [64, 32, 'png']);

    const again = await predict(['completed', '-', '--json'], 'photos/a.jpg\nphotos/sub/ü b.png\n');
    t.is(again.exitCode, 0, again.stderr);
    t.deepEqual(JSON.parse(again.stdout), { output: 'runs/completed/predictions', answered: 0, kept: 2, bad: [] });
    const other = await predict(['completed', 'photos/a.jpg', '--tta', 'flips']);
    t.is(other.exitCode, 2);
    t.regex(other.stderr, /predictions-differ/);
  },
);

test.serial('a checkpoint file, tiles, probabilities and another folder', async (t) => {
  const { folder, predict, files } = await project();
  const checkpoint = 'runs/completed/checkpoints/best.safetensors';
  const { exitCode, stderr } = await predict([
    checkpoint,
    'photos/a.jpg',
    '--output',
    'out',
    '--tile',
    '32',
    '--overlap',
    '8',
    '--probabilities',
  ]);
  t.is(exitCode, 0, stderr);
  t.true((await files('out')).includes('probabilities/a.npy'));
  const line = JSON.parse(await readFile(join(folder, 'out/predictions.jsonl'), 'utf8')) as {
    height: number;
    width: number;
    classes: Record<string, { share: number }>;
  };
  t.like(line, { height: 32, width: 48 });
  const sum = Object.values(line.classes).reduce((all, { share }) => all + share, 0);
  t.true(Math.abs(sum - 1) < 1e-5);
});

test.serial('wrong arguments are told before anything is written', async (t) => {
  const { predict } = await project();
  const wrong = [
    [['completed'], /missing|expected the argument <photos>/],
    [['completed', 'nowhere'], /file-missing.*nowhere/],
    [
      ['completed', 'photos/notes.md', '--size', 'x'],
      /expected a size in pixels \(height x width\), such as 384 or 384x512 for `--size`, got `x`/,
    ],
    [['completed', 'photos', '--overlap', '-1'], /expected a whole number from 0 for `--overlap`/],
    [['completed', 'photos', '--values', 'dataset'], /bad-argument.*none are known/],
    [['nonsense', 'photos'], /run-missing/],
  ] as const;
  for (const [args, message] of wrong) {
    const { exitCode, stderr } = await predict(args);
    t.is(exitCode, 2, args.join(' '));
    t.regex(stderr, message);
  }
});

test.serial('Ctrl-C ends it with what is answered, and says that the same command goes on', async (t) => {
  const { folder } = await project();
  const { context, err, interrupt } = testContext({ workingDirectory: folder });
  const running = main(['predict', 'completed', 'photos'], {
    ...context,
    err: (line) => (err.push(line), line.startsWith('note') && setImmediate(interrupt)),
  });
  t.is(await running, 130);
  t.regex(err.join('\n'), /Stopping\. What is answered stays/);
});

test.serial('every command of docs/predict.md is one that is understood', async (t) => {
  const page = await readFile(fileURLToPath(new URL('../../../docs/predict.md', import.meta.url)), 'utf8');
  const commands = [...page.matchAll(/^.*?\bnpx tessera (predict .*)$/gm)].map(([, args]) => args!);
  t.true(commands.length > 3, commands.join('\n'));
  const folder = await newFolder();
  for (const command of commands) {
    const { stderr } = await runInProcess(command.trim().split(/ +/), folder);
    t.regex(stderr, /^error\[run-missing\]: expected the name of a run, got runs\/x-1a2b3c4d5e6f/, command);
  }
});
