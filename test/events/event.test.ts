import test from 'ava';
import { eventSchema, eventSchemas } from '../../src/events/event.ts';

const common = { version: 1, time: '2026-01-02T03:04:05.678Z' };

test('an event is known by its name, and fields that are not known pass', (t) => {
  const step = { event: 'step', ...common, step: 3, loss: 'NaN', images: 16, seconds: 0.5, more: true };
  t.like(eventSchema.parse(step), { event: 'step', step: 3, loss: NaN });
  t.false(eventSchema.safeParse({ ...step, event: 'stepp' }).success);
  t.false(eventSchema.safeParse({ ...step, version: 2 }).success);
  t.false(eventSchema.safeParse({ ...step, step: undefined }).success);
});

test('names are stable: each has the schema of its own name', (t) => {
  t.deepEqual(Object.keys(eventSchemas), [
    'start',
    'step',
    'validation',
    'checkpoint',
    'test',
    'point',
    'warning',
    'end',
    'error',
  ]);
  t.true(
    eventSchemas.error.safeParse({ event: 'error', ...common, errors: [{ code: 'x', message: 'y', line: null }] })
      .success,
  );
  for (const schema of Object.values(eventSchemas)) t.true((schema.description ?? '').length > 10);
});
