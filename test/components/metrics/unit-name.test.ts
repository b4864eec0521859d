import test from 'ava';
import { metricName } from '../../../src/components/metrics/unit-name.ts';

test('a name tells the average, what absent classes count, the unit and the reduction', (t) => {
  const plain = { average: 'macro', absent: 'skip', per: 'image', reduction: 'mean' } as const;
  t.is(metricName('iou', plain), 'iou/macro/image');
  t.is(metricName('iou', { ...plain, absent: 'zero', reduction: 'none' }), 'iou/macro-zero/image-none');
});
