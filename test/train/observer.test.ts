import test from 'ava';
import { alsoTell, type RunObserver } from '../../src/train/observer.ts';

/** As much of an observer as is called here. */
function observer(calls: unknown[]): RunObserver {
  const some: Partial<RunObserver> = {
    tested: (...args) => void calls.push(['first', ...args]),
    prepared: (...args) => void calls.push(['prepared', ...args]),
  };
  return some as RunObserver;
}

test('both are told what the other one listens to, the first one first, with all arguments', (t) => {
  const calls: unknown[] = [];
  const both = alsoTell(observer(calls), { tested: (...args) => void calls.push(['other', ...args]) });
  both.tested(2, 5);
  t.deepEqual(calls, [
    ['first', 2, 5],
    ['other', 2, 5],
  ]);
});

test('what only one of them listens to is told to that one', (t) => {
  const calls: unknown[] = [];
  const both = alsoTell(observer(calls), { warned: (message) => void calls.push(['warned', message]) });
  both.prepared(1, 3);
  both.warned?.('a disk is full');
  t.deepEqual(calls, [
    ['prepared', 1, 3],
    ['warned', 'a disk is full'],
  ]);
});

test('a method that the other one leaves undefined is still told to the first', (t) => {
  const calls: unknown[] = [];
  const listener = { tested: undefined } as unknown as Partial<RunObserver>;
  alsoTell(observer(calls), listener).tested(1, 1);
  t.deepEqual(calls, [['first', 1, 1]]);
});
