import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { openTrained, type OpenTrainedOptions } from '../../src/trained/open-trained.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/weights/index.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

const { directory } = await trainTiny();
const folder = dirname(directory);
await cp(join(directory, 'checkpoints/last.safetensors'), join(folder, 'alone.safetensors'));
const open = (name: string, more: Partial<OpenTrainedOptions> = {}) =>
  openTrained(name, { ...loadOptions(folder), runs: '.', ...more });
const code = async (opening: Promise<unknown>) => {
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  return error instanceof TesseraError ? error.problems[0]!.code : 'it could be opened';
};

test('a run is opened with its best checkpoint, or the one that is named', async (t) => {
  const best = join(directory, 'checkpoints/best.safetensors');
  t.deepEqual((await open('run')).checkpoint.name, 'best');
  t.true((await open('run')).checkpoint.file.endsWith('run/checkpoints/best.safetensors'));
  t.is((await open('run', { checkpoint: 'last' })).checkpoint.name, 'last');
  t.like((await open(best)).checkpoint, { name: 'best', file: best });
  t.is(await code(open('no-such-run')), 'run-missing');
});

test('a run is opened from any working directory, however far it is from that of the process', async (t) => {
  const deep = join(folder, 'a/b/c/d/e/f/g');
  await cp(directory, join(deep, 'runs/run'), { recursive: true });
  const { checkpoint } = await openTrained('run', { ...loadOptions(deep), runs: 'runs' });
  t.is(checkpoint.file, join(deep, 'runs/run/checkpoints/best.safetensors'));
});

test('a file by itself has no run; beside a run, its weights are taken', async (t) => {
  const alone = await open('alone.safetensors');
  t.is(alone.run, undefined);
  const both = await open('run', { checkpoint: 'alone.safetensors' });
  t.like(both.checkpoint, { name: 'alone.safetensors', file: join(folder, 'alone.safetensors') });
  t.truthy(both.run);
  t.is(await code(open('alone.safetensors', { checkpoint: 'last' })), 'bad-argument');
  t.is(await code(open('run', { checkpoint: 'no.safetensors' })), 'bad-checkpoint');
});

test('weights for other classes are not those of a run', async (t) => {
  const { tensors, metadata } = decodeSafetensors(await readFile(join(folder, 'alone.safetensors')));
  const tessera = metadata['tessera']!.replace('"name":"disc"', '"name":"moon"');
  await writeFile(join(folder, 'moon.safetensors'), encodeSafetensors({ tensors, metadata: { ...metadata, tessera } }));
  const error = await t.throwsAsync(open('run', { checkpoint: 'moon.safetensors' }), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-checkpoint',
    message:
      'expected a checkpoint for the classes background, disc, box, got moon.safetensors, which is for background, moon, box',
  });
});
