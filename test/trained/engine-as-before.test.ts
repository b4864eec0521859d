import test from 'ava';
import { engineAsBefore } from '../../src/trained/engine-as-before.ts';
import { testAttempt } from '../helpers/run-record.ts';

const attempt = testAttempt({ engine: { backend: 'wasm', device: 'a processor', threads: 3 } });

test('a run goes on with the backend and the threads that it had, and says so', (t) => {
  t.deepEqual(engineAsBefore({ backend: 'auto' }, attempt), {
    engine: { backend: 'wasm', threads: 3 },
    note: 'on wasm with 3 threads, as before',
  });
  const one = testAttempt({ engine: { backend: 'cpu', device: 'a processor', threads: 1 } });
  t.is(engineAsBefore({ backend: 'cpu' }, one).note, 'on cpu with 1 thread, as before');
});

test('what the configuration names counts, and then it is not as before', (t) => {
  t.deepEqual(engineAsBefore({ backend: 'cpu', threads: 2 }, attempt), { engine: { backend: 'cpu', threads: 2 } });
  t.deepEqual(engineAsBefore({ backend: 'auto', threads: 2 }, attempt), { engine: { backend: 'wasm', threads: 2 } });
  t.deepEqual(engineAsBefore({ backend: 'auto' }, attempt, true), { engine: { backend: 'auto', threads: 3 } });
});

test('an attempt of an earlier version, and a backend that is no more, leave it as it is written', (t) => {
  t.deepEqual(engineAsBefore({ backend: 'auto' }, testAttempt()), { engine: { backend: 'auto' } });
  const gone = testAttempt({ engine: { backend: 'webgl', device: 'x', threads: 1 } });
  t.deepEqual(engineAsBefore({ backend: 'auto' }, gone), { engine: { backend: 'auto' } });
});
