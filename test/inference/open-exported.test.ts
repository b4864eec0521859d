import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { encodeModel, type ElementType } from '../../src/engine/onnx/model.ts';
import type { Description } from '../../src/export/description.ts';
import { descriptionKey } from '../../src/train/network-description.ts';
import { openExported } from '../../src/inference/open-exported.ts';
import { newFolder } from '../helpers/tessera.ts';

const described: Description = {
  name: 'colors',
  id: 'abc',
  checkpoint: 'best',
  step: 3,
  classes: ['red', 'green', 'blue'].map((name) => ({ name, color: [1, 2, 3] })),
  ignore: 255,
  resize: { policy: 'fit', size: { height: 4, width: 8 }, multiple: 2, interpolation: 'nearest' },
  sizes: 'free',
  normalization: { mean: [0, 0, 0.5], std: [1, 0.5, 1] },
  input: 'uint8',
  output: 'logits',
  metrics: {},
  version: '1',
};

/** A model whose logits are the channels of its input. */
async function write(description: Partial<Description>): Promise<string> {
  const type: ElementType = description.input === 'float' ? 'float32' : 'uint8';
  const shape = ['N', 'H', 'W', 3];
  const file = join(await newFolder(), 'colors.onnx');
  const bytes = encodeModel({
    nodes: [{ operator: 'Cast', domain: '', inputs: ['image'], outputs: ['logits'], attributes: { to: 1 } }],
    initializers: [],
    inputs: [{ name: 'image', type, shape }],
    outputs: [{ name: 'logits', type: 'float32', shape }],
    metadata: { [descriptionKey]: JSON.stringify({ format: 2, ...described, ...description }) },
  });
  await writeFile(file, bytes);
  return file;
}

test('an exported model says what it takes, and gives logits for images of bytes', async (t) => {
  const model = await openExported(await write({}));
  t.like(model, { name: 'colors.onnx', resize: { policy: 'fit', multiple: 2 }, interpolation: 'nearest' });
  t.false('directory' in model);
  t.deepEqual(
    model.classes.map(({ name }) => name),
    ['red', 'green', 'blue'],
  );
  const images = Uint8Array.of(1, 2, 3, 4, 5, 6);
  t.deepEqual([...(await model.forward(images, 2, { height: 1, width: 1 }))], [1, 2, 3, 4, 5, 6]);
  t.is(await model.maskValues(), undefined);
  await model.close();
});

test('pixels are normalised for a model that takes numbers', async (t) => {
  const model = await openExported(await write({ input: 'float' }));
  const logits = await model.forward(Uint8Array.of(255, 51, 0), 1, { height: 1, width: 1 });
  t.deepEqual(
    [...logits].map((value) => Number(value.toFixed(5))),
    [1, 0.4, -0.5],
  );
  await model.close();
});

test('a size that it does not take, labels in place of logits, and another file are told', async (t) => {
  const model = await openExported(await write({ sizes: [[4, 8]] }));
  t.is((await model.forward(new Uint8Array(96), 1, { height: 4, width: 8 })).length, 96);
  const wrong = model.forward(new Uint8Array(96), 1, { height: 8, width: 4 });
  const error = await t.throwsAsync(wrong, { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-size');
  t.regex(error.message, /an input of 4 x 8, .*got 8 x 4$/);
  await model.close();
  await t.throwsAsync(openExported(await write({ output: 'labels' })), { message: /bad-argument: .*gives labels$/ });
  const other = join(await newFolder(), 'other.onnx');
  await writeFile(other, 'no model');
  await t.throwsAsync(openExported(other), { message: /bad-export/ });
});
