import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { describeTta, noAugmentation, parseTta, viewsOf } from '../../src/predict/tta.ts';

test('`--tta` takes one kind or both, in any order', (t) => {
  t.deepEqual(parseTta('flips'), { flips: true, scales: [1] });
  t.deepEqual(parseTta('scales'), { flips: false, scales: [0.75, 1, 1.25] });
  t.deepEqual(parseTta('scales, flips'), { flips: true, scales: [0.75, 1, 1.25] });
  t.is(describeTta(parseTta('flips,scales')), 'flips, scales 0.75, 1, 1.25');
  t.is(describeTta(noAugmentation), 'none');
});

test('another kind is an error with the nearest one', (t) => {
  const error = t.throws(() => parseTta('flips,scale'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'bad-argument');
  t.deepEqual(error.problems[0]!.hints, ['did you mean `scales`?']);
});

test('versions have sides that the network takes, and equal ones are one', (t) => {
  const size = { height: 64, width: 96 };
  t.deepEqual(viewsOf(size, noAugmentation, 32), [{ ...size, mirrored: false }]);
  t.deepEqual(viewsOf(size, { flips: true, scales: [0.75, 1, 1.25] }, 32), [
    // 48 lies between 32 and 64 and is rounded up; 72 is nearer to 64.
    { height: 64, width: 64, mirrored: false },
    { height: 64, width: 64, mirrored: true },
    { height: 64, width: 96, mirrored: false },
    { height: 64, width: 96, mirrored: true },
    { height: 96, width: 128, mirrored: false },
    { height: 96, width: 128, mirrored: true },
  ]);
  t.deepEqual(viewsOf({ height: 32, width: 32 }, { flips: false, scales: [0.4, 1, 1.2] }, 32), [
    { height: 32, width: 32, mirrored: false },
  ]);
});
