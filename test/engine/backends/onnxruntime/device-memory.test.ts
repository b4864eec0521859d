import test from 'ava';
import type { Tensor, TensorConstructor } from 'onnxruntime-common';
import { DeviceMemory } from '../../../../src/engine/backends/onnxruntime/device-memory.ts';
import type { OpenSession } from '../../../../src/engine/backends/onnxruntime/runtime-session.ts';
import type { Value } from '../../../../src/engine/recording/value.ts';

/** A tensor of ONNX Runtime, as far as it is used here. `where` says where it lies. */
class FakeTensor {
  disposed = false;
  readonly type: string;
  readonly data: Float32Array;
  readonly dims: readonly number[];
  readonly where: string;

  constructor(type: string, data: Float32Array, dims: readonly number[], where = 'sent') {
    [this.type, this.data, this.dims, this.where] = [type, data, dims, where];
  }

  dispose(): void {
    this.disposed = true;
  }
}

/** Sessions that copy to where they are asked to, now or later. */
function memory(isLater = false) {
  const opened: string[] = [];
  const open: OpenSession = (_model, { preferredOutputLocation }) => {
    const where = String(preferredOutputLocation);
    opened.push(where);
    return {
      run({ from }) {
        const { type, data, dims } = from as unknown as FakeTensor;
        const copy = { to: new FakeTensor(type, data, dims, where) as unknown as Tensor };
        return isLater ? Promise.resolve(copy) : copy;
      },
      dispose: () => {},
    };
  };
  return { memory: new DeviceMemory(open, {}, FakeTensor as unknown as TensorConstructor), opened };
}

/** As much of a recorded value as is looked at. */
const value = (shape: readonly number[]): Value => {
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1)).fill(2);
  return { dtype: 'float32', shape, data } as unknown as Value;
};

test('what is sent again is kept on the device, if it is large', async (t) => {
  const { memory: device, opened } = memory();
  const [weights, rate, images] = [value([16, 16]), value([255]), value([300])];
  t.is(device.uploadWhatReturns([weights, rate, images]), undefined);
  t.deepEqual(
    [weights, rate, images].map(({ onDevice }) => onDevice),
    [undefined, undefined, undefined],
  );
  await device.uploadWhatReturns([weights, rate]);
  t.not(weights.onDevice, undefined, '256 numbers');
  t.is(rate.onDevice, undefined, '255 numbers');
  t.deepEqual(opened, ['gpu-buffer']);
  t.is((device.tensorOf(weights) as unknown as FakeTensor).where, 'gpu-buffer');
  t.is((device.tensorOf(images) as unknown as FakeTensor).where, 'sent');
  await device.uploadWhatReturns([weights]);
  t.deepEqual(opened, ['gpu-buffer'], 'it is there already');
});

test('where copying takes a while, it is waited for', async (t) => {
  const { memory: device } = memory(true);
  const weights = value([300]);
  void device.uploadWhatReturns([weights]);
  const waiting = device.uploadWhatReturns([weights]);
  t.is(weights.onDevice, undefined);
  await waiting;
  t.not(weights.onDevice, undefined);
});

test('a result that lies on the device is read through a copy, and freed once', async (t) => {
  const { memory: device, opened } = memory();
  const tensor = new FakeTensor('float32', Float32Array.of(1, 2), [2], 'gpu-buffer');
  const held = device.hold(tensor as unknown as Tensor, 'float32');
  t.deepEqual([...((await held.read()) as Float32Array)], [1, 2]);
  await held.read();
  t.deepEqual(opened, ['cpu'], 'one session for all tensors of a type and rank');
  held.dispose();
  t.true(tensor.disposed);
});
