import test from 'ava';
import { countedForLog, logCounts, logOwn, perClassFigures } from '../../src/train/log-evaluation.ts';
import { classList } from '../helpers/networks.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

const classes = classList(2);
const confusion = { classes: 2, counts: Float64Array.of(3, 1, 0, 2) };
const at = { split: 'val', step: 5, classes } as const;

test('the confusion matrix is an image, and each class that has pixels a curve', async (t) => {
  const logger = recordingLogger();
  const counted = countedForLog({ confusion_matrix: true, pr_curves: true }, classes);
  t.true(counted.confusion);
  counted.precisionRecall!.add(Float32Array.of(0.25, 0.75, 0.5, 0.5), Uint8Array.of(1, 1));
  await logCounts(logger, at, { confusion }, counted);
  t.deepEqual(logger.images, [{ step: 5, tag: 'confusion/val' }]);
  t.deepEqual(logger.curves, [{ step: 5, tag: `pr/val/${classes[1]!.name}`, positives: 2 }]);
});

test('what is switched off is neither counted nor logged', async (t) => {
  const logger = recordingLogger();
  const counted = countedForLog({ confusion_matrix: false, pr_curves: false }, classes);
  t.deepEqual(counted, { confusion: false });
  await logCounts(logger, at, {}, counted);
  t.deepEqual([logger.images, logger.curves], [[], []]);
});

test('what a metric logs of its own goes under its name and the split', async (t) => {
  const logger = recordingLogger();
  const image = { width: 2, height: 1, image: Uint8Array.of(255, 0, 0, 0, 0, 255) };
  const logs = new Map([['sharpness/mean/image', { scalars: { low: 0.25 }, images: { map: image } }]]);
  await logOwn(logger, { split: 'test', step: 5 }, { logs });
  t.deepEqual(logger.images, [{ step: 5, tag: 'plugin/test/sharpness/mean/image/map' }]);
  t.deepEqual(logger.logged.run, [{ step: 5, values: { 'plugin/test/sharpness/mean/image/low': 0.25 } }]);
  await logOwn(logger, { split: 'test', step: 6 }, {});
  t.is(logger.images.length, 1);
  await logOwn(logger, { split: 'test', step: 7 }, { logs: new Map([['sharpness', { images: { map: image } }]]) });
  t.is(logger.images.length, 2);
  t.is(logger.logged.run.length, 1, 'images alone make no line of scalars');

  const wrong = new Map([['sharpness/mean/image', { images: { map: { ...image, height: 2 } } }]]);
  const error = await t.throwsAsync(logOwn(logger, { split: 'val', step: 5 }, { logs: wrong }));
  t.regex(
    error.message,
    /expected 12 bytes of RGB for the image `map` of the metric `sharpness\/mean\/image`, 2 x 2, got 6/,
  );
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
