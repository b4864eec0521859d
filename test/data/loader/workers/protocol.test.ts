import test from 'ava';
import { createWorkNote, noteIdle, noteWork, workInHand } from '../../../../src/data/loader/workers/protocol.ts';

test('a note tells which samples are in hand, number 0 too, and forgets earlier ones', (t) => {
  const note = createWorkNote();
  t.is(workInHand(note), undefined);
  noteWork(note, 0, [0, 7]);
  t.deepEqual(workInHand(note), { source: 0, indices: [0, 7] });
  noteWork(note, 2, [5]);
  t.deepEqual(workInHand(note), { source: 2, indices: [5] });
  noteIdle(note);
  t.is(workInHand(note), undefined);
});

test('a note outlives its thread: its memory is shared', (t) => {
  t.true(createWorkNote().buffer instanceof SharedArrayBuffer);
});
