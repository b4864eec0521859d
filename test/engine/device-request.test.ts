import test from 'ava';
import { deviceRequest } from '../../src/engine/device-request.ts';

test('without a word it is auto', (t) => t.deepEqual(deviceRequest(undefined), { kind: 'auto' }));
test('a GPU without a number may be any, one with a number is that one', (t) => {
  t.deepEqual(deviceRequest('gpu'), { kind: 'gpu' });
  t.deepEqual(deviceRequest('gpu:0'), { kind: 'gpu', index: 0 });
  t.deepEqual(deviceRequest('gpu:12'), { kind: 'gpu', index: 12 });
});
test('the processor has no number', (t) => t.deepEqual(deviceRequest('cpu'), { kind: 'cpu' }));
