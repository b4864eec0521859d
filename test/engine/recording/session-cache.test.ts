import test from 'ava';
import type { Graph } from '../../../src/engine/recording/graph.ts';
import { type Session, SessionCache } from '../../../src/engine/recording/session-cache.ts';
import { leaf } from '../../../src/engine/recording/value.ts';

/** Compiles nothing and tells what it was asked. */
function recordingCache(capacity: number) {
  const disposed: number[] = [];
  const cache = new SessionCache(
    (graph): Session => ({ run: () => {}, dispose: () => disposed.push(graph.leaves[0]!.shape[0]!) }),
    capacity,
  );
  return { cache, disposed };
}

const graphOf = (size: number): Graph => ({
  operations: [],
  leaves: [leaf(new Float32Array(size), [size], 'float32')],
  outputs: [],
});

test('a graph of the same structure is compiled once', (t) => {
  const { cache } = recordingCache(2);
  t.is(cache.get(graphOf(1)), cache.get(graphOf(1)));
  t.is(cache.compiled, 1);
});

test('a new shape is compiled once more, and both stay', (t) => {
  const { cache } = recordingCache(2);
  const [first, second] = [cache.get(graphOf(1)), cache.get(graphOf(2))];
  t.is(cache.get(graphOf(1)), first);
  t.is(cache.get(graphOf(2)), second);
  t.is(cache.compiled, 2);
});

test('the session unused for longest is freed when there are too many', (t) => {
  const { cache, disposed } = recordingCache(2);
  for (const size of [1, 2, 1, 3]) cache.get(graphOf(size));
  t.deepEqual(disposed, [2]);
  t.is(cache.size, 2);
});
