import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { sha256 } from '../../src/core/file-hash.ts';
import type { SampleSource } from '../../src/data/sample.ts';
import { createRegistry, defineComponent } from '../../src/registry/index.ts';
import { inputsOf } from '../../src/train/inputs.ts';
import { newFolder } from '../helpers/tessera.ts';

const params = z.strictObject({ weights: z.string().optional() });
const files = ({ weights }: z.output<typeof params>, { workingDirectory }: { workingDirectory: string }) =>
  (weights === undefined ? [] : [weights, `${weights}.bin`]).map((name) => ({
    name,
    path: join(workingDirectory, name),
  }));
const nothing = () => undefined as never;
const base = { description: 'x', params, build: nothing };
const registry = createRegistry(
  defineComponent({ ...base, kind: 'encoder', type: 'net', files }),
  // The same type in another kind, whose section has other keys.
  defineComponent({
    ...base,
    kind: 'loss',
    type: 'net',
    params: z.strictObject({ gamma: z.number() }),
    files: () => [{ name: 'wrong', path: '/wrong' }],
  }),
  defineComponent({ ...base, kind: 'loss', type: 'perceptual', files }),
);

const none: SampleSource = { length: 0, name: String, read: () => Promise.reject(new Error('none')) };
const dataset = { splits: { train: none, val: none, test: none } };

const inputs = (workingDirectory: string, sections: object) =>
  inputsOf({
    experiment: { train: {}, loss: { type: 'none' }, ...sections } as Experiment,
    registry,
    workingDirectory,
    dataset,
    yaml: 'name: x\n',
  });

test('weights are hashed wherever a component is that starts from them, and the configuration too', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'w'));
  await writeFile(join(folder, 'w/model'), 'model');
  await writeFile(join(folder, 'w/model.bin'), 'shard');
  const model = { type: 'pspnet', encoder: { type: 'net', weights: 'w/model' } };
  const found = await inputs(folder, {
    model,
    augmentations: [{ type: 'one-of', items: [{ type: 'net', weights: 'w/model' }] }],
  });
  t.is(found.config, sha256('name: x\n'));
  t.deepEqual(found.weights, [
    { file: 'w/model', sha256: sha256('model') },
    { file: 'w/model.bin', sha256: sha256('shard') },
  ]);
  t.like(found.data, { by: 'files', train: { samples: 0 } });
});

test('a component without weights has none, and files that cannot be read are left to who reads them', async (t) => {
  const folder = await newFolder();
  t.deepEqual((await inputs(folder, { model: { type: 'net' } })).weights, []);
  t.deepEqual((await inputs(folder, { model: { type: 'net', weights: 'gone' } })).weights, []);
});

test('the run with whose weights training begins counts by its best checkpoint', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'runs/x/checkpoints'), { recursive: true });
  await writeFile(join(folder, 'runs/x/checkpoints/best.safetensors'), 'best');
  const sections = { model: { type: 'net' }, train: { init_from: 'runs/x' } };
  t.deepEqual((await inputs(folder, sections)).weights, [
    { file: 'runs/x/checkpoints/best.safetensors', sha256: sha256('best') },
  ]);
});

test('files of a loss are hashed, alone and as a part of a sum with a factor', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'vgg'), 'vgg');
  const loss = { type: 'perceptual', weights: 'vgg' };
  const expected = [{ file: 'vgg', sha256: sha256('vgg') }];
  t.deepEqual((await inputs(folder, { loss })).weights, expected);
  t.deepEqual(
    (
      await inputs(folder, {
        loss: [
          { type: 'other', weight: 1 },
          { ...loss, weight: 0.5 },
        ],
      })
    ).weights,
    expected,
  );
});
