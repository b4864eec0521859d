import test from 'ava';
import { Places } from '../../src/core/places.ts';

test('each has the lowest number that is free', (t) => {
  const places = new Places();
  t.deepEqual([places.take(), places.take(), places.take()], [0, 1, 2]);
  places.release(1);
  places.release(0);
  t.deepEqual([places.take(), places.take(), places.take()], [0, 1, 3]);
});
