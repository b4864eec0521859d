import test from 'ava';
import { eventSchema } from '../../src/events/event.ts';
import { eventLine } from '../../src/events/event-line.ts';

test('a line begins with the name of its event, and has version, time and numbers that JSON lacks', (t) => {
  const line = eventLine({ event: 'step', step: 1, loss: Infinity, images: 2, seconds: 0.25 }, new Date(0));
  t.is(
    line,
    '{"event":"step","version":1,"time":"1970-01-01T00:00:00.000Z","step":1,"loss":"Infinity","images":2,"seconds":0.25}',
  );
  t.like(eventSchema.parse(JSON.parse(line)), { loss: Infinity });
});
