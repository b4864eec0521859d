import test from 'ava';
import { chunksOf } from '../../../../src/data/storage/packed/chunks.ts';
import { coordinateSample, sourceOf } from '../../../helpers/data.ts';

test('samples are stacked in order, the last chunk with what is left', async (t) => {
  const samples = Array.from({ length: 5 }, (_, index) => ({
    ...coordinateSample(1, 2, `s${index}`),
    mask: Uint8Array.of(index, index + 10),
  }));
  const progress: number[] = [];
  const chunks = [];
  for await (const chunk of chunksOf(sourceOf(samples), 2, (done) => progress.push(done))) chunks.push(chunk);
  t.deepEqual(
    chunks.map(({ start, names, masks }) => [start, names, [...masks]]),
    [
      [0, ['s0', 's1'], [0, 10, 1, 11]],
      [2, ['s2', 's3'], [2, 12, 3, 13]],
      [4, ['s4'], [4, 14]],
    ],
  );
  t.deepEqual([chunks[0]!.images.length, chunks[2]!.images.length], [12, 6]);
  t.deepEqual(progress, [1, 2, 3, 4, 5]);
});
