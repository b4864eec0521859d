import test from 'ava';
import { limitSeconds, watchingPlugins, watchRun } from '../../src/core/watchdog.ts';

test('the limit is half an hour, or what the variable says in minutes', (t) => {
  const limit = (text: string) => limitSeconds({ TESSERA_WATCHDOG_MINUTES: text });
  t.is(limitSeconds({}), 1800);
  t.deepEqual([limit('120'), limit('0.05'), limit('0.001'), limit('0')], [7200, 3, 1, 0]);
  t.deepEqual([limit(''), limit(' '), limit('soon'), limit('-1'), limit('Infinity')], [1800, 1800, 1800, 1800, 1800]);
});

test('where nothing watches, work is done all the same', async (t) => {
  t.is(await watchingPlugins(() => Promise.resolve(5)), 5);
  t.notThrows(() => watchRun('somewhere'));
});
