import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { main } from '../../../src/cli/main.ts';
import type { DemoDescription } from '../../../src/demo/description.ts';
import type { Description } from '../../../src/export/description.ts';
import { colorsDescription, colorsModel } from '../../demo/_colors.ts';
import { testContext } from '../_context.ts';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { trainTiny } from '../../helpers/trained.ts';

async function folderWithModel(description: Description = colorsDescription): Promise<string> {
  const folder = await newFolder();
  await writeFile(join(folder, 'model.onnx'), colorsModel(description));
  return folder;
}

async function described(folder: string): Promise<DemoDescription> {
  return JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as DemoDescription;
}

test('--output writes a folder for any static host from an exported model', async (t) => {
  const folder = await folderWithModel();
  const { exitCode, stdout, stderr } = await runInProcess(
    ['demo', 'model.onnx', '--output', 'site', '--no-webgpu'],
    folder,
  );
  t.is(stderr, '');
  t.is(exitCode, 0);
  t.is(stdout, 'Wrote 12 files to site. Any static host serves them, below any path.');
  t.deepEqual(await readFile(join(folder, 'site/model.onnx')), Buffer.from(colorsModel()));
  t.like(await described(join(folder, 'site')), { name: 'colours', webgpu: false, examples: [] });
  t.deepEqual((await readdir(join(folder, 'site/ort'))).length, 3);
});

test("a run's network is exported, and photos of its test split are put in", async (t) => {
  const { directory } = await trainTiny();
  const folder = dirname(directory);
  const { exitCode, stderr } = await runInProcess([
    ...['demo', directory, '--output', join(folder, 'site'), '--examples', '2'],
  ]);
  t.is(exitCode, 0, stderr);
  const { name, classes, examples, webgpu, sizes } = await described(join(folder, 'site'));
  t.deepEqual([name, classes.length, sizes, webgpu], ['tiny', 3, 'free', true]);
  t.deepEqual(
    examples.map(({ name: sample }) => sample),
    ['test-0000', 'test-0002'],
  );
  t.deepEqual((await readdir(join(folder, 'site/examples'))).toSorted(), ['1.webp', '2.webp']);
});

test('it serves the page until Ctrl-C, which ends it with exit code 0', async (t) => {
  const folder = await folderWithModel();
  const { context, out, err, interrupt } = testContext({ workingDirectory: folder });
  const ended = main(['demo', 'model.onnx'], context);
  while (out.length === 0) await setTimeout(10);
  const address = /^The demo of colours is at (\S+) \(Ctrl-C ends it\)$/.exec(out[0]!)![1]!;
  t.regex(await (await fetch(address)).text(), /<title>Tessera demo<\/title>/);
  t.like(await (await fetch(`${address}model.json`)).json(), { name: 'colours', webgpu: true });
  interrupt();
  t.deepEqual([await ended, err], [0, []]);
  await t.throwsAsync(fetch(address));
});

test('what cannot work is refused before anything is written', async (t) => {
  const folder = await folderWithModel({ ...colorsDescription, output: 'labels' });
  await mkdir(join(folder, 'full'));
  await writeFile(join(folder, 'full/kept.txt'), 'kept');
  const refusal = async (...args: string[]) => {
    const { exitCode, stderr, stdout } = await runInProcess(['demo', ...args], folder);
    t.deepEqual([exitCode, stdout], [2, '']);
    return stderr.split('\n')[0];
  };
  t.is(
    await refusal('model.onnx', '--output', 'full'),
    `error[bad-argument]: expected a new or an empty folder for \`--output\`, got ${join(folder, 'full')}, which has files`,
  );
  t.is(
    await refusal('model.onnx', '--output', 'site'),
    `error[bad-argument]: expected a model from uint8 to logits, got ${join(folder, 'model.onnx')}, which goes from uint8 to labels`,
  );
  t.is(
    await refusal('model.onnx', '--examples', '2'),
    'error[bad-argument]: expected a run for `--examples`, got the model model.onnx, which has no photos',
  );
  for (const [option, value] of [
    ['--port', '9000'],
    ['--host', '127.0.0.1'],
  ] as const)
    t.is(
      await refusal('model.onnx', '--output', 'site', option, value),
      `error[bad-argument]: expected \`--output\` or \`${option}\`, got both`,
    );
  t.regex((await refusal('nothing'))!, /^error\[run-missing\]/);
  t.regex((await refusal('gone.onnx'))!, /^error\[file-missing\]: .*gone\.onnx/);
  t.deepEqual((await readdir(folder)).toSorted(), ['full', 'model.onnx']);
});
