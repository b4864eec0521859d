import test from 'ava';
import type { EventBody } from '../../src/events/event.ts';
import { endEvents, runEvents } from '../../src/events/run-events.ts';
import type { SplitResult } from '../../src/runs/result.ts';
import type { RunStart } from '../../src/train/observer.ts';

const figures: SplitResult = {
  loss: 0.5,
  losses: { 'loss/dice': 0.25 },
  metrics: { 'iou/macro/image': { value: 0.75, perClass: [0.5, 1], direction: 'max' } },
};
const named = (split: string) => ({
  [`${split}/iou/macro/image`]: 0.75,
  [`${split}/loss`]: 0.5,
  [`${split}/loss/dice`]: 0.25,
});
const best = { step: 2, metric: 'iou/macro/image', value: 0.75 };

function listen() {
  const events: EventBody[] = [];
  const emit = (event: EventBody) => void events.push(event);
  return { events, emit, observer: runEvents(emit) };
}

test('steps are told as often as they are logged', (t) => {
  const { events, observer } = listen();
  const start = {
    directory: 'runs/x-1',
    record: { id: '1', name: 'x', step: 0, parameters: { total: 5, trainable: 4 } },
    engine: { description: 'cpu' },
    schedule: { totalSteps: 9, isLogDue: (step: number) => step % 3 === 0 },
    samples: { train: 3, val: 2, test: 1 },
  };
  // What it doesn't read of a start is not needed.
  observer.started!(start as unknown as RunStart);
  for (const step of [1, 2, 3, 4, 5, 6]) observer.stepped!({ step, loss: step / 10, images: 4, seconds: 1 });
  t.deepEqual(events, [
    {
      event: 'start',
      of: 'run',
      id: '1',
      name: 'x',
      directory: 'runs/x-1',
      step: 0,
      steps: 9,
      samples: { train: 3, val: 2, test: 1 },
      parameters: { total: 5, trainable: 4 },
      backend: 'cpu',
    },
    { event: 'step', step: 3, loss: 0.3, images: 4, seconds: 1 },
    { event: 'step', step: 6, loss: 0.6, images: 4, seconds: 1 },
  ]);
});

test('a validation has all figures by full names, and says whether it is the best', (t) => {
  const { events, observer } = listen();
  const evaluation = {} as Parameters<NonNullable<typeof observer.validated>>[1];
  observer.validated!(2, evaluation, best, figures);
  observer.validated!(4, evaluation, best, figures);
  observer.saved!(['last', 'best'], 4);
  observer.warned!('a disk is nearly full');
  t.like(events[0], { event: 'validation', step: 2, isBest: true, figures: named('val') });
  t.like(events[1], { event: 'validation', step: 4, isBest: false, best });
  t.deepEqual(events.slice(2), [
    { event: 'checkpoint', step: 4, checkpoints: ['last', 'best'] },
    { event: 'warning', message: 'a disk is nearly full' },
  ]);
});

test('the end has the result, after the figures of the tested checkpoint', (t) => {
  const { events, emit } = listen();
  const result = { id: '1', name: 'x', steps: 4, classes: ['a', 'b'], best, seconds: 1, skipped: [] };
  endEvents(emit, 'runs/x-1', { ...result, test: figures }, true);
  t.deepEqual(events, [
    { event: 'test', step: 2, split: 'test', figures: named('test') },
    {
      event: 'end',
      of: 'run',
      status: 'completed',
      directory: 'runs/x-1',
      existing: true,
      result: { ...result, test: figures },
    },
  ]);
  const other = listen();
  endEvents(other.emit, 'runs/x-1', { ...result, best: null, val: figures }, false);
  t.like(other.events[0], { step: 4, split: 'val', figures: named('val') });
});
