import test from 'ava';
import { prCurveSummary } from '../../../src/log/tensorboard/pr-curve.ts';
import { parseMessage, parseTensor } from '../../helpers/event-parser.ts';
import { checkSummary } from './_golden.ts';

const curve = {
  truePositives: [4, 2, 0],
  falsePositives: [2, 1, 0],
  trueNegatives: [0, 1, 2],
  falseNegatives: [0, 2, 4],
};

test(
  "a curve of six pixels is TensorBoard's, to the byte: counts, precision, recall",
  checkSummary,
  'pr curve',
  prCurveSummary('val/pr/cat', curve),
);

test('where nothing is positive, precision and recall are 0', (t) => {
  const nothing = { truePositives: [0, 0], falsePositives: [0, 0], trueNegatives: [3, 3], falseNegatives: [0, 0] };
  const { raw } = parseTensor(parseMessage(Buffer.from(prCurveSummary('a', nothing))).get(8)![0] as Buffer);
  t.deepEqual(
    Array.from({ length: 12 }, (_, index) => raw.readFloatLE(index * 4)),
    [0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0],
  );
});

test('arrays of different lengths, or of one threshold, are refused', (t) => {
  t.throws(() => prCurveSummary('a', { ...curve, trueNegatives: [0, 1] }), {
    instanceOf: RangeError,
    message: 'expected four arrays of one length from 2, got 3, 3, 2, 3',
  });
  t.throws(
    () => prCurveSummary('a', { truePositives: [1], falsePositives: [1], trueNegatives: [1], falseNegatives: [1] }),
    {
      message: /got 1, 1, 1, 1/,
    },
  );
});
