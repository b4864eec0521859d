import test from 'ava';
import {
  createWorkNote,
  noteIdle,
  noteWork,
  workDone,
  workInHand,
} from '../../../../src/data/loader/workers/protocol.ts';

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

test('each sample that is begun, and the end of the last one, counts as work done', (t) => {
  const note = createWorkNote();
  const seen = [workDone(note)];
  const then = (does: () => void) => (does(), seen.push(workDone(note)));
  then(() => noteWork(note, 0, [0, 7]));
  then(() => noteWork(note, 0, [0, 7]));
  then(() => noteIdle(note));
  then(() => workInHand(note));
  t.deepEqual(seen, [0, 1, 2, 3, 3]);
});

test('a note outlives its thread: its memory is shared', (t) => {
  t.true(createWorkNote().buffer instanceof SharedArrayBuffer);
});
