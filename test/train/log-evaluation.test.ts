import test from 'ava';
import { countedForLog, drawMatrix, logCurves, logOwn, perClassFigures } from '../../src/train/log-evaluation.ts';
import { classList } from '../helpers/networks.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

const classes = classList(2);
const confusion = { classes: 2, counts: Float64Array.of(3, 1, 0, 2) };
const at = { split: 'val', step: 5 } as const;

test('the confusion matrix is an image, and each class that has pixels a curve', async (t) => {
  const logger = recordingLogger();
  const counted = countedForLog({ confusion_matrix: true, pr_curves: true }, classes, 2);
  t.true(counted.confusion);
  counted.precisionRecall!.add(Float32Array.of(0.25, 0.75, 0.5, 0.5), Uint8Array.of(1, 1));
  const images = await drawMatrix('val', { confusion }, classes);
  t.deepEqual(
    images.map(([tag, { width, height }]) => [tag, width === height]),
    [['confusion/val', true]],
  );
  logCurves(logger, at, counted, classes);
  t.deepEqual(logger.curves, [{ step: 5, tag: `pr/val/${classes[1]!.name}`, positives: 2 }]);
});

test('what is switched off is neither counted nor logged', async (t) => {
  const logger = recordingLogger();
  const counted = countedForLog({ confusion_matrix: false, pr_curves: false }, classes, 2);
  t.deepEqual(counted, { confusion: false });
  logCurves(logger, at, counted, classes);
  t.deepEqual([await drawMatrix('val', {}, classes), logger.curves], [[], []]);
});

test('what a component logs of its own goes under its name and the split', async (t) => {
  const logger = recordingLogger();
  const image = { width: 2, height: 1, image: Uint8Array.of(255, 0, 0, 0, 0, 255) };
  const scalars = new Map([
    ['loss/unsure', 0.25],
    ['sharpness/mean/image/low', 1],
  ]);
  await logOwn(logger, { split: 'test', step: 5 }, { scalars, images: new Map([['loss/map', image]]) });
  t.deepEqual(logger.images, [{ step: 5, tag: 'plugin/test/loss/map' }]);
  const values = { 'plugin/test/loss/unsure': 0.25, 'plugin/test/sharpness/mean/image/low': 1 };
  t.deepEqual(logger.logged.run, [{ step: 5, values }]);
  await logOwn(logger, { split: 'test', step: 6 }, { scalars: new Map(), images: new Map() });
  t.deepEqual([logger.images.length, logger.logged.run.length], [1, 1]);
  await logOwn(logger, { split: 'test', step: 7 }, { scalars: new Map(), images: new Map([['loss/map', image]]) });
  t.deepEqual([logger.images.length, logger.logged.run.length], [2, 1], 'images alone make no line of scalars');
});

test('each class has its figure, but for one that the split does not have', (t) => {
  const metrics = new Map([
    ['iou/macro/image', { value: 0.5, perClass: [0.25, 0.75] }],
    ['recall/macro/image', { value: 1, perClass: [undefined, 1] }],
  ]);
  const [first, second] = classes.map(({ name }) => name);
  t.deepEqual(perClassFigures({ metrics }, classes), {
    [`class/iou/macro/image/${first}`]: 0.25,
    [`class/iou/macro/image/${second}`]: 0.75,
    [`class/recall/macro/image/${second}`]: 1,
  });
});
