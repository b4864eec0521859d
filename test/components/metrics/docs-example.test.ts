import test from 'ava';
import { scoreLabels, type LabelledImage } from '../../helpers/metrics.ts';
import { buildPart, classList } from '../../helpers/networks.ts';

// The example of docs/configuration.md.

const image = (...runs: [pixels: number, target: number, prediction: number][]): LabelledImage => {
  const all = (choose: 1 | 2) => runs.flatMap((run) => Array<number>(run[0]).fill(run[choose]));
  return [all(2), all(1)];
};
const images = [image([88, 0, 0], [2, 0, 1], [8, 1, 1], [2, 1, 0]), image([95, 0, 0], [5, 0, 1])];

const figures: Readonly<Record<string, [params: object, value: string]>> = {
  'iou/macro/image': [{}, '0.8808'],
  'iou/macro-zero/image': [{ absent: 'zero' }, '0.6433'],
  'iou/none/image': [{ average: 'none' }, '0.8100'],
  'iou/macro/dataset': [{ per: 'dataset' }, '0.7119'],
  'iou/micro/dataset': [{ per: 'dataset', average: 'micro' }, '0.9139'],
  'iou/weighted/dataset': [{ per: 'dataset', average: 'weighted' }, '0.9290'],
};

for (const [name, [params, expected]] of Object.entries(figures)) {
  test(`${name} of the example is ${expected}`, async (t) => {
    const metric = await buildPart('metric', { type: 'iou', ...params }, { classes: classList(2) });
    const { value } = scoreLabels(metric, [images], 2);
    t.deepEqual([metric.name, value.toFixed(4)], [name, expected]);
  });
}
