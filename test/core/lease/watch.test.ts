import test from 'ava';
import { createWatch } from '../../../src/core/lease/watch.ts';

function watchAt(patience: number, longestStep = 1000) {
  let now = 500;
  const watch = createWatch({ patience, longestStep, now: () => now });
  return (shown: string, after: number) => {
    now += after;
    return watch.look(shown);
  };
}

test('one look tells nothing', (t) => {
  t.is(watchAt(100)('a', 0), 'unknown');
});

test('what changes is alive, and stays so until it has been quiet for as long as the patience lasts', (t) => {
  const look = watchAt(100);
  look('a', 0);
  t.is(look('b', 10), 'held');
  t.is(look('b', 99), 'held');
  t.is(look('b', 1), 'dead');
});

test('what never changed is unknown until the patience ends, then dead', (t) => {
  const look = watchAt(100);
  look('a', 0);
  t.is(look('a', 99), 'unknown');
  t.is(look('a', 1), 'dead');
});

test('a change begins the patience anew, and brings back what seemed dead', (t) => {
  const look = watchAt(100);
  look('a', 0);
  t.is(look('a', 90), 'unknown');
  t.is(look('b', 5), 'held');
  t.is(look('b', 90), 'held');
  t.is(look('b', 10), 'dead');
  t.is(look('c', 10), 'held');
});

test('time in which the watcher was stopped itself hardly counts', (t) => {
  const look = watchAt(100, 30);
  look('a', 0);
  t.is(look('a', 10_000), 'unknown');
  t.is(look('a', 10_000), 'unknown');
  t.is(look('a', 10_000), 'unknown');
  t.is(look('a', 10), 'dead');
});

test('without other wishes a minute of looks decides', (t) => {
  let now = 0;
  const watch = createWatch({ now: () => now });
  const seen: string[] = [];
  for (; now <= 60_000; now += 1000) seen.push(watch.look('same'));
  t.is(seen.indexOf('dead'), 60);
});
