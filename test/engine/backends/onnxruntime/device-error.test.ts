import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { asDeviceError } from '../../../../src/engine/backends/onnxruntime/device-error.ts';

const lost = new Error('WebGPU device lost (1): VK_ERROR_DEVICE_LOST\nat Queue.cpp');

test('a device that is lost has an error of its own, with what the driver said', (t) => {
  const error = t.throws(() => asDeviceError(() => fail(lost)), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'device-lost');
  t.regex(error.message, /VK_ERROR_DEVICE_LOST$/m);
  t.is(error.cause, lost);
});

test('so has one that is lost while somebody waits', async (t) => {
  const error = await t.throwsAsync(async () => asDeviceError(() => Promise.reject<number>(lost)), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]?.code, 'device-lost');
});

test('other errors and results go through', async (t) => {
  const other = new Error('Expected a tensor, got none.');
  t.is(
    t.throws(() => asDeviceError(() => fail(other))),
    other,
  );
  t.is(await asDeviceError(() => Promise.resolve(3)), 3);
  t.is(
    asDeviceError(() => 4),
    4,
  );
});

function fail(error: Error): never {
  throw error;
}
