import { readFileSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { summaryEvent } from '../../../src/log/tensorboard/event.ts';
import { encodeRecord } from '../../../src/log/tensorboard/record.ts';

const fixture = new URL('../../fixtures/log/event-records.json', import.meta.url);
const goldenRecords = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, string>;

export const wallTime = 1_700_000_000.25;

/** Compares an event with the record that TensorBoard's own Python writes (event_records.py). */
export function checkRecord(t: ExecutionContext, name: string, event: Uint8Array): void {
  t.is(Buffer.from(encodeRecord(event)).toString('hex'), goldenRecords[name]!);
}

/** The same for a summary value, at step 7. */
export function checkSummary(t: ExecutionContext, name: string, summary: Uint8Array): void {
  checkRecord(t, name, summaryEvent({ wallTime, step: 7 }, [summary]));
}
