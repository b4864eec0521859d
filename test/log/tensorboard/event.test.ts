import test from 'ava';
import { fileVersionEvent, sessionStartEvent, summaryEvent } from '../../../src/log/tensorboard/event.ts';
import { scalarSummary } from '../../../src/log/tensorboard/summary.ts';
import { checkRecord, wallTime } from './_golden.ts';

test("the file version is TensorBoard's, to the byte", checkRecord, 'file version', fileVersionEvent(wallTime));
test(
  "a session's start is TensorBoard's, to the byte",
  checkRecord,
  'session start',
  sessionStartEvent({ wallTime, step: 151 }),
);
test(
  "scalars at a step beyond 32 bits are TensorBoard's, to the byte",
  checkRecord,
  'scalars',
  summaryEvent({ wallTime, step: 2 ** 40 + 3 }, [scalarSummary('loss', 0.1), scalarSummary('iou/macro', 0)]),
);
