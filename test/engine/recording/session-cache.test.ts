import test from 'ava';
import { collectGraph, type Graph } from '../../../src/engine/recording/graph.ts';
import { SessionCache } from '../../../src/engine/recording/session-cache.ts';
import { leaf } from '../../../src/engine/recording/value.ts';
import { addRecorded, given } from './add-recorded.ts';

/** Compiles nothing and tells what it was asked: each session has the number of its compilation. */
function recordingCache(capacity: number) {
  const compiled: Graph[] = [];
  const disposed: number[] = [];
  const runs: { session: number; places: readonly number[] }[] = [];
  const cache = new SessionCache((graph) => {
    const session = compiled.push(graph);
    return { run: (_, places) => void runs.push({ session, places }), dispose: () => disposed.push(session) };
  }, capacity);
  return { cache, compiled, disposed, runs };
}

const graphOf = (size: number): Graph => ({
  operations: [],
  leaves: [leaf(new Float32Array(size), [size], 'float32')],
  outputs: [],
});

/** a + b, and that sum + b, of which one is wanted, or both. */
function sums(wanted: 'inner' | 'outer' | 'both') {
  const [a, b] = [given(), given()];
  const inner = addRecorded(a, b);
  const outer = addRecorded(inner, b);
  return { ...collectGraph([inner, outer]), outputs: { inner: [inner], outer: [outer], both: [inner, outer] }[wanted] };
}

test('a graph of the same structure is compiled once', (t) => {
  const { cache, runs } = recordingCache(2);
  for (const size of [1, 1]) void cache.run(graphOf(size));
  t.deepEqual(
    runs.map(({ session }) => session),
    [1, 1],
  );
  t.is(cache.compiled, 1);
});

test('a new shape is compiled once more, and both stay', (t) => {
  const { cache, runs } = recordingCache(2);
  for (const size of [1, 2, 1, 2]) void cache.run(graphOf(size));
  t.deepEqual(
    runs.map(({ session }) => session),
    [1, 2, 1, 2],
  );
  t.is(cache.compiled, 2);
});

test('the session unused for longest is freed when there are too many', (t) => {
  const { cache, disposed } = recordingCache(2);
  for (const size of [1, 2, 1, 3]) void cache.run(graphOf(size));
  t.deepEqual(disposed, [2]);
  t.is(cache.size, 2);
});

test('a session serves who wants some of its outputs, each by its place', (t) => {
  const { cache, runs } = recordingCache(2);
  for (const wanted of ['both', 'outer', 'inner'] as const) void cache.run(sums(wanted));
  t.deepEqual(runs, [
    { session: 1, places: [0, 1] },
    { session: 1, places: [1] },
    { session: 1, places: [0] },
  ]);
});

test('where another output is wanted, the structure is compiled again with all that were, and the first is freed', (t) => {
  const { cache, compiled, disposed, runs } = recordingCache(2);
  for (const wanted of ['outer', 'inner', 'outer', 'both'] as const) void cache.run(sums(wanted));
  t.deepEqual(
    compiled.map(({ outputs }) => outputs.length),
    [1, 2],
  );
  t.deepEqual(disposed, [1]);
  t.is(cache.size, 1);
  t.deepEqual(runs, [
    { session: 1, places: [0] },
    { session: 2, places: [1] },
    { session: 2, places: [0] },
    { session: 2, places: [1, 0] },
  ]);
});

test('all sessions are freed with the cache', (t) => {
  const { cache, disposed } = recordingCache(2);
  for (const size of [1, 2]) void cache.run(graphOf(size));
  cache.dispose();
  t.deepEqual([disposed, cache.size], [[1, 2], 0]);
});
