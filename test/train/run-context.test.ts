import test from 'ava';
import { waitingTo, type RunContext } from '../../src/train/run-context.ts';

test('the observer hears for whom a run waits and what for, and the signal of the run ends the waiting', (t) => {
  const said: string[] = [];
  const { signal } = new AbortController();
  const context = { observer: { waiting: (text: string) => said.push(text) }, signal } as unknown as RunContext;
  const waiting = waitingTo(context, 'which packs the samples');
  t.is(waiting.signal, signal);
  const holder = { host: 'left', machine: 'm', pid: 7, token: 'a', beats: 0 };
  waiting.onWait?.(holder);
  waiting.onWait?.(undefined);
  t.deepEqual(said, [
    'process 7 on left, which packs the samples',
    'a process that did not write down who it is, which packs the samples',
  ]);
});

test('an observer that does not want to know is not told', (t) => {
  const context = { observer: {}, signal: new AbortController().signal } as unknown as RunContext;
  t.notThrows(() => waitingTo(context, 'which packs the samples').onWait?.(undefined));
});
