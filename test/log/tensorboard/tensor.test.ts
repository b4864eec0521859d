import test from 'ava';
import { doubleTensor, floatTensor, stringTensor } from '../../../src/log/tensorboard/tensor.ts';
import { parseTensor } from '../../helpers/event-parser.ts';

// DataType in tensorboard/compat/proto/types.proto.
const [float, double, string] = [1, 2, 7];

test('floats are 32 bits each, little-endian, with their shape', (t) => {
  const { type, shape, raw } = parseTensor(Buffer.from(floatTensor([3, 1], Float32Array.of(1.5, -2, 0.1))));
  t.deepEqual([type, shape], [float, [3, 1]]);
  t.deepEqual(
    [raw.length, raw.readFloatLE(0), raw.readFloatLE(4), raw.readFloatLE(8)],
    [12, 1.5, -2, Math.fround(0.1)],
  );
});

test('doubles are 64 bits each', (t) => {
  const { type, shape, raw } = parseTensor(Buffer.from(doubleTensor([2], Float64Array.of(0.1, -1e300))));
  t.deepEqual([type, shape, raw.length, raw.readDoubleLE(0), raw.readDoubleLE(8)], [double, [2], 16, 0.1, -1e300]);
});

test('strings are text or bytes; without a shape one is a scalar', (t) => {
  const { type, shape, strings } = parseTensor(Buffer.from(stringTensor(['é', Uint8Array.of(0, 255)], [2])));
  t.deepEqual(
    [type, shape, strings.map((item) => [...item])],
    [
      string,
      [2],
      [
        [0xc3, 0xa9],
        [0, 255],
      ],
    ],
  );
  t.deepEqual(parseTensor(Buffer.from(stringTensor(['a']))).shape, []);
});

test('a tensor of no values has the shape [0]', (t) => {
  t.deepEqual(parseTensor(Buffer.from(floatTensor([0], new Float32Array()))).shape, [0]);
});
