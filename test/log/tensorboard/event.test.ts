import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { fileVersionEvent, sessionStartEvent, summaryEvent } from '../../../src/log/tensorboard/event.ts';
import { encodeRecord } from '../../../src/log/tensorboard/record.ts';
import { imageSummary, scalarSummary, textSummary } from '../../../src/log/tensorboard/summary.ts';

const fixture = new URL('../../fixtures/log/event-records.json', import.meta.url);
const goldenRecords = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, string>;
const wallTime = 1_700_000_000.25;
const image = { width: 300, height: 200, png: Uint8Array.from({ length: 200 }, (_, index) => index) };

function checkRecord(t: ExecutionContext, name: string, event: Uint8Array) {
  t.is(Buffer.from(encodeRecord(event)).toString('hex'), goldenRecords[name]!);
}

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
test(
  "text is TensorBoard's, to the byte",
  checkRecord,
  'text',
  summaryEvent({ wallTime, step: 7 }, [textSummary('classes', '**café**')]),
);
test(
  "an image is TensorBoard's, to the byte",
  checkRecord,
  'image',
  summaryEvent({ wallTime, step: 7 }, [imageSummary('panel/a', image)]),
);
