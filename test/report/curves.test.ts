import test from 'ava';
import { curvesOf, thin } from '../../src/report/curves.ts';

const curves = (entries: Record<string, [number, number | string | null][]>) => ({
  curves: new Map(Object.entries(entries).map(([name, points]) => [name, new Map(points)])),
});

test('a curve of one run has its split and its points in the order of the steps', (t) => {
  const [first, second, ...more] = curvesOf([
    curves({
      'val/iou/macro/image': [
        [20, 0.75],
        [10, 0.123456789],
      ],
      learning_rate: [[1, 0.5]],
    }),
  ]);
  t.deepEqual(first, { run: 0, tag: 'iou/macro/image', split: 'val', steps: [10, 20], values: [0.123457, 0.75] });
  t.deepEqual(second, { run: 0, tag: 'learning_rate', split: 'run', steps: [1], values: [0.5] });
  t.deepEqual(more, []);
});

test('what is no number is drawn as a gap, and a curve of nothing else not at all', (t) => {
  const drawn = curvesOf([
    curves({
      'train/loss': [
        [1, 2],
        [2, 'NaN'],
        [3, null],
        [4, Infinity],
      ],
      'val/loss': [[1, 'NaN']],
    }),
  ]);
  t.deepEqual(drawn, [{ run: 0, tag: 'loss', split: 'train', steps: [1, 2, 3, 4], values: [2, null, null, null] }]);
});

test('of several runs, the losses and the metrics of the validation are compared', (t) => {
  const one = curves({
    'train/loss': [[1, 1]],
    'train/iou/macro/image': [[1, 1]],
    'val/loss': [[1, 1]],
    'val/iou/macro/image': [[1, 1]],
    'test/loss': [[1, 1]],
    'run/lr': [[1, 1]],
    'val/class/iou/macro/image/cat': [[1, 1]],
  });
  const drawn = curvesOf([one, one]).map(({ run, split, tag }) => `${run} ${split}/${tag}`);
  t.deepEqual(drawn, [
    '0 train/loss',
    '0 val/loss',
    '0 val/iou/macro/image',
    '1 train/loss',
    '1 val/loss',
    '1 val/iou/macro/image',
  ]);
});

test('the best value so far is no curve', (t) => {
  t.deepEqual(curvesOf([curves({ 'run/best/val/loss': [[1, 1]] })]), []);
});

test('long curves are thinned, more so for more runs, and say how many values there were', (t) => {
  const long = curves({ 'val/loss': Array.from({ length: 5000 }, (_, step) => [step, Math.sin(step)]) });
  const [alone] = curvesOf([long]);
  t.is(alone!.of, 5000);
  t.true(alone!.steps.length > 1900 && alone!.steps.length <= 2000);
  const [one] = curvesOf(Array.from({ length: 50 }, () => long));
  t.true(one!.steps.length <= 80 && one!.steps.length > 70);
  t.deepEqual([one!.steps[0], one!.steps.at(-1)], [0, 4999]);
});

test('a curve with few points stays as it is', (t) => {
  const points = { steps: [1, 2, 3], values: [3, null, 1] };
  t.deepEqual(thin(points, 3), points);
});

test('of each part the lowest and the highest value stay, with the first point and the last', (t) => {
  const steps = Array.from({ length: 100 }, (_, place) => place + 1);
  const values = steps.map((step) => (step === 37 ? 9 : step === 38 ? -9 : step / 100));
  const thinned = thin({ steps, values }, 10);
  // Four parts of 25: in each rising part the first and the last; in the second one the peak and the valley.
  t.deepEqual(thinned.steps, [1, 25, 37, 38, 51, 75, 76, 100]);
  t.deepEqual(thinned.values, [0.01, 0.25, 9, -9, 0.51, 0.75, 0.76, 1]);
});

test('where values are no numbers, one place stays that says so', (t) => {
  const values = [1, 2, 3, 4, null, null, null, null, 5, 6, 7, 8];
  const { steps, values: kept } = thin({ steps: values.map((_, place) => place), values }, 6);
  t.deepEqual(steps, [0, 3, 4, 6, 8, 11]);
  t.deepEqual(kept, [1, 4, null, null, 5, 8]);
});
