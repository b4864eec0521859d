import test from 'ava';
import { allocateBatch, batchOf, sampleMemory } from '../../../src/data/loader/batch.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const source = sourceOf(['a', 'b', 'c', 'd'].map((name) => coordinateSample(1, 2, name)));

function filled() {
  const memory = allocateBatch(3, { height: 1, width: 2 });
  for (const position of [0, 1, 2]) {
    const { image, mask } = sampleMemory(memory, position);
    image.fill(position + 1);
    mask.fill(10 * (position + 1));
  }
  return memory;
}

test('the room of each sample is its own part of memory that threads share', (t) => {
  const { images, masks } = filled();
  t.true(images.buffer instanceof SharedArrayBuffer);
  t.deepEqual([...images], [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]);
  t.deepEqual([...masks], [10, 10, 20, 20, 30, 30]);
});

test('a batch has the names and indices of its samples', (t) => {
  const { size, names, indices, masks } = batchOf(filled(), [3, 0, 2], new Set(), source);
  t.deepEqual([size, names, indices, [...masks]], [3, ['d', 'a', 'c'], [3, 0, 2], [10, 10, 20, 20, 30, 30]]);
});

test('samples move up over one that is missing', (t) => {
  const batch = batchOf(filled(), [3, 0, 2], new Set([0]), source);
  t.deepEqual([batch.size, batch.names, batch.indices], [2, ['a', 'c'], [0, 2]]);
  t.deepEqual([...batch.masks], [20, 20, 30, 30]);
  t.deepEqual([...batch.images], [2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]);
});
