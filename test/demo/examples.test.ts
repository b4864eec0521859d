import test from 'ava';
import sharp from 'sharp';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { SampleSource } from '../../src/data/sample.ts';
import { exampleFiles } from '../../src/demo/examples.ts';

/** Samples of 3 x 2 pixels whose first value is their index; those in `damaged` can't be read. */
function source(length: number, damaged: readonly number[] = []): SampleSource {
  return {
    length,
    name: (index) => `photo-${index}`,
    read: (index) => {
      if (damaged.includes(index)) return Promise.reject(new TesseraError({ code: 'bad-image', message: 'damaged' }));
      const image = Uint8Array.from({ length: 18 }, (_, value) => index + value * 7);
      return Promise.resolve({ name: `photo-${index}`, height: 2, width: 3, image, mask: new Uint8Array(6) });
    },
  };
}

test('examples are spread over the split and keep every pixel', async (t) => {
  const examples = await exampleFiles(source(10), 3);
  t.deepEqual(
    examples.map(({ name, suffix }) => [name, suffix]),
    [
      ['photo-0', '.webp'],
      ['photo-3', '.webp'],
      ['photo-6', '.webp'],
    ],
  );
  const { data, info } = await sharp(examples[1]!.bytes).raw().toBuffer({ resolveWithObject: true });
  t.like(info, { format: 'raw', height: 2, width: 3, channels: 3 });
  t.deepEqual([...data], [...(await source(10).read(3)).image]);
});

test('a photo that cannot be read is left out; no more are taken than there are', async (t) => {
  const examples = await exampleFiles(source(3, [1]), 8);
  t.deepEqual(
    examples.map(({ name }) => name),
    ['photo-0', 'photo-2'],
  );
  t.deepEqual(await exampleFiles(source(0), 8), []);
});

test('an error that is not of a sample is not swallowed', async (t) => {
  const broken = { ...source(2), read: () => Promise.reject(new Error('a bug')) };
  await t.throwsAsync(exampleFiles(broken, 1), { message: 'a bug' });
});
