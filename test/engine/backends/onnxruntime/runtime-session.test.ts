import test from 'ava';
import { then } from '../../../../src/engine/backends/onnxruntime/runtime-session.ts';

test('what is there is used at once, what is not is waited for', async (t) => {
  t.is(
    then(3, (value) => value + 1),
    4,
  );
  const later = then(Promise.resolve(3), (value) => value + 1);
  t.true(later instanceof Promise);
  t.is(await later, 4);
  await t.throwsAsync(async () => then(Promise.reject(new Error('lost')), () => 0), { message: 'lost' });
});
