import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { prefixProblems } from '../../src/weights/check-prefix.ts';
import { encodeSafetensors } from '../../src/weights/index.ts';
import { newFolder } from '../helpers/tessera.ts';

async function check(names: readonly string[], prefix: string | undefined, from = 'w.safetensors') {
  const folder = await newFolder();
  const one = { dtype: 'F32' as const, shape: [1], data: Float32Array.of(1) };
  const tensors = new Map(names.map((name) => [name, one]));
  await writeFile(join(folder, 'w.safetensors'), encodeSafetensors({ tensors, metadata: {} }));
  await writeFile(join(folder, 'broken.safetensors'), 'broken');
  return prefixProblems({ from, prefix, map: {}, strict: true }, {}, folder);
}
const names = ['backbone.conv1.weight', 'backbone.bn1.bias', 'head.weight'];

test('a prefix with which no tensor begins is told, with those that are there', async (t) => {
  t.deepEqual(await check(names, 'backbon.'), [
    {
      code: 'bad-value',
      path: 'model.encoder.weights.prefix',
      message:
        'expected the beginning of names of tensors in w.safetensors, got `backbon.`, with which none of 3 begins',
      hints: ['did you mean `backbone.`?', 'they begin with backbone., head.'],
    },
  ]);
  const [bare] = await check(['weight'], 'encoder.');
  t.deepEqual(bare!.hints, ['leave `prefix` out: their names have none']);
});

test('a prefix of one tensor is enough, and `module.` does not count', async (t) => {
  t.deepEqual(await check(names, 'head.'), []);
  t.deepEqual(await check(names, undefined), []);
  t.deepEqual(
    await check(
      names.map((name) => `module.${name}`),
      'backbone.',
    ),
    [],
  );
  t.is((await check(['module.a', 'b'], 'a')).length, 1, 'it is taken off where all have it');
});

test('nothing is said of a file that is not there or cannot be read', async (t) => {
  t.deepEqual(await check(names, 'x.', 'not-there.safetensors'), []);
  t.deepEqual(await check(names, 'x.', 'broken.safetensors'), []);
});
