import test from 'ava';
import { residentMemory } from '../../src/train/resident-memory.ts';

test('the system is asked at most once per second', (t) => {
  let [time, bytes] = [5000, 100];
  const memory = residentMemory(
    () => bytes++,
    () => time,
  );
  const at = (later: number) => {
    time = 5000 + later;
    return memory();
  };
  t.deepEqual([0, 1, 999, 1000, 1999, 2000].map(at), [100, 100, 100, 101, 101, 102]);
});
