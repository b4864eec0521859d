import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import { stridedInputGradient } from '../../../../../src/engine/onnx/kernels/blocked/strided-gradient.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { leaf } from '../../../../../src/engine/recording/value.ts';
import { run } from '../../run-lowering.ts';

type Pair = readonly [number, number];
interface Case {
  readonly kernel: Pair;
  readonly strides: [number, number];
  readonly border: number;
  readonly size: Pair;
}

const [images, inputs, outputs] = [2, 2, 4];

function windowFor({ kernel, strides, border, size }: Case) {
  const pad: [Pair, Pair, Pair, Pair] = [
    [0, 0],
    [border, border],
    [border, border],
    [0, 0],
  ];
  return windowOf([images, ...size, inputs], [...kernel, inputs, outputs], {
    strides,
    pad: pad.map((sides) => [...sides]) as [[number, number], [number, number], [number, number], [number, number]],
  });
}

/** The gradient by its definition: each output gives its dy, times a tap's weight, to the pixel that the tap saw. */
function byDefinition(one: Case, dy: readonly number[], filter: readonly number[]): number[] {
  const { kernel, strides, border, size } = one;
  const { output } = windowFor(one);
  const dx = new Array<number>(images * size[0] * size[1] * inputs).fill(0);
  for (let n = 0; n < images; n++)
    for (let row = 0; row < output[0]; row++)
      for (let column = 0; column < output[1]; column++)
        for (let i = 0; i < kernel[0]; i++)
          for (let j = 0; j < kernel[1]; j++) {
            const [y, x] = [row * strides[0] + i - border, column * strides[1] + j - border];
            if (y < 0 || x < 0 || y >= size[0] || x >= size[1]) continue;
            for (let a = 0; a < inputs; a++)
              for (let b = 0; b < outputs; b++)
                dx[((n * size[0] + y) * size[1] + x) * inputs + a]! +=
                  dy[((n * output[0] + row) * output[1] + column) * outputs + b]! *
                  filter[((i * kernel[1] + j) * inputs + a) * outputs + b]!;
          }
  return dx;
}

const whole = (length: number, factor: number) => Array.from({ length }, (_, index) => ((index * factor) % 17) - 8);

const cases: Readonly<Record<string, Case>> = {
  '3x3, stride 2, one pixel of padding': { kernel: [3, 3], strides: [2, 2], border: 1, size: [6, 8] },
  '3x3, stride 2, a row and a column that no window reaches': {
    kernel: [3, 3],
    strides: [2, 2],
    border: 0,
    size: [6, 4],
  },
  '7x7, stride 2': { kernel: [7, 7], strides: [2, 2], border: 3, size: [8, 6] },
  '2x2, stride 2': { kernel: [2, 2], strides: [2, 2], border: 0, size: [4, 6] },
  '4x3, strides 3 and 1': { kernel: [4, 3], strides: [3, 1], border: 1, size: [9, 5] },
};

for (const [name, one] of Object.entries(cases)) {
  test(`${name}: the phases together are the gradient`, async (t) => {
    const window = windowFor(one);
    const dy = {
      shape: [images, ...window.output, outputs],
      values: whole(images * window.output[0] * window.output[1] * outputs, 7),
    };
    const shape = [...one.kernel, inputs, outputs];
    const filter = { shape, values: whole(one.kernel[0] * one.kernel[1] * inputs * outputs, 5) };
    const result = await run(
      [dy, filter],
      [images, inputs, ...one.size],
      (l, [d, w]) => stridedInputGradient(l, d!, w!, window)!,
      2,
    );
    // One block of two channels lies in memory as NHWC does; adding 0 makes no difference but to -0.
    t.deepEqual(
      result.map((value) => value + 0),
      byDefinition(one, dy.values, filter.values),
    );
  });
}

test('undefined where some pixels see no tap, where phases differ in length, and with dilation or channels over', (t) => {
  const lowering = new Lowering({ blockSize: 2 });
  const gradient = (one: Case, change: { dilations?: Pair; inputs?: number } = {}) => {
    const window = { ...windowFor(one), ...(change.dilations ? { dilations: change.dilations } : {}) };
    const operand = (shape: number[]) => ({ value: leaf(new Float32Array(1), shape, 'float32'), shape });
    const [dy, filter] = [
      operand([images, ...window.output, outputs]),
      operand([...one.kernel, change.inputs ?? inputs, outputs]),
    ];
    for (const { value } of [dy, filter]) lowering.write(value, 'given');
    return stridedInputGradient(lowering, dy, filter, window);
  };
  const plain: Case = { kernel: [3, 3], strides: [2, 2], border: 1, size: [6, 8] };
  t.truthy(gradient(plain));
  t.is(gradient({ ...plain, kernel: [1, 1], border: 0 }), undefined);
  t.is(gradient({ ...plain, size: [7, 8] }), undefined);
  t.is(gradient(plain, { dilations: [2, 2] }), undefined);
  t.is(gradient(plain, { inputs: 3 }), undefined);
});
