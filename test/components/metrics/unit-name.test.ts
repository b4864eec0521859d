import test from 'ava';
import { metricName } from '../../../src/components/metrics/unit-name.ts';

test('a name tells the average, what absent classes count, the unit and the reduction', (t) => {
  const plain = { average: 'macro', absent: 'skip', per: 'image', reduction: 'mean' } as const;
  t.is(metricName('iou', plain), 'iou/macro/image');
  t.is(metricName('iou', { ...plain, absent: 'zero', reduction: 'none' }), 'iou/macro-zero/image-none');
});

test('the value of one class is called by it, as names of metrics are written', (t) => {
  const of = (name: string) => metricName('iou', { average: { class: name }, per: 'batch', reduction: 'by-images' });
  t.is(of('nucleus'), 'iou/nucleus/batch-by-images');
  t.is(of('Traffic light (red)'), 'iou/traffic-light-red-/batch-by-images');
  t.is(of('_x'), 'iou/x/batch-by-images');
  t.is(of('猫'), 'iou/class/batch-by-images');
  t.is(
    metricName('iou', { average: { class: 'a' }, absent: 'zero', per: 'dataset', reduction: 'mean' }),
    'iou/a-zero/dataset',
  );
});
