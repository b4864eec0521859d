import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { photoSizes } from '../../../src/data/sources/photo-sizes.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('sizes are read once for a fingerprint, and again for another', async (t) => {
  const cache = await newFolder();
  const asked: number[] = [];
  const source = {
    ...sourceOf([coordinateSample(2, 3), coordinateSample(4, 5)]),
    sizeOf: async (index: number) => (asked.push(index), { height: index, width: 9 }),
  };
  const sizes = [
    { height: 0, width: 9 },
    { height: 1, width: 9 },
  ];
  for (const files of ['a', 'a', 'b'])
    t.deepEqual(await photoSizes({ ...source, fingerprint: async () => files }, cache), sizes);
  t.deepEqual(asked, [0, 1, 0, 1]);
});

test('without heads to read, samples are read; one that cannot be read has no size', async (t) => {
  const source = sourceOf([coordinateSample(2, 3), coordinateSample(4, 5)]);
  const read = async (index: number) =>
    index === 0 ? source.read(0) : Promise.reject(new TesseraError({ code: 'bad-image', message: 'm' }));
  t.deepEqual(await photoSizes({ ...source, read }, ''), [
    { height: 2, width: 3 },
    { height: 0, width: 0 },
  ]);
  await t.throwsAsync(photoSizes({ ...source, read: () => Promise.reject(new Error('bug')) }, ''), { message: 'bug' });
});
