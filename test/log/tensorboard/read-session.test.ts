import test from 'ava';
import { summaryEvent } from '../../../src/log/tensorboard/event.ts';
import { sessionEndSummary, sessionStartSummary } from '../../../src/log/tensorboard/hparams.ts';
import { readEvents } from '../../../src/log/tensorboard/read-events.ts';
import { readSessionStart } from '../../../src/log/tensorboard/read-session.ts';
import { encodeRecord } from '../../../src/log/tensorboard/record.ts';

function readBack(summary: Uint8Array) {
  const [event] = readEvents(encodeRecord(summaryEvent({ wallTime: 1, step: 0 }, [summary])));
  return readSessionStart(event!.values[0]!);
}

test('a session that starts is read back, each value in its type', (t) => {
  const values = { lr: 0.25, zero: 0, loss: 'focal', empty: '', on: true, off: false };
  const start = { hyperParameters: values, startSeconds: 5.5 };
  t.deepEqual(readBack(sessionStartSummary(start)), start);
  t.deepEqual(readBack(sessionStartSummary({ ...start, group: 'pair' })), { ...start, group: 'pair' });
});

test('what starts no session is none', (t) => {
  t.is(readBack(sessionEndSummary('success', 1)), undefined);
});
