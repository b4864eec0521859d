import test from 'ava';
import { SizeMatters } from '../../../src/export/onnx/extent.ts';
import { Lowering } from '../../../src/export/onnx/lowering.ts';
import { floatConstant, type SizedValue, whole } from '../../../src/export/onnx/sized-graph.ts';
import { height, images, sizes, textOf, value, width } from './_lowering.ts';

const toNhwc = '{perm=[0,2,3,1]}';
const toNchw = '{perm=[0,3,1,2]}';
const image = () => value(images, height, width, 3);
const shape = (axis: number) => `Shape(image){start=${axis} end=${axis + 1}}`;

test('a value is reordered once, and only into a layout that it does not have', (t) => {
  const [lowering, x] = [new Lowering('image', sizes), image()];
  lowering.write(x, 'x', 'nchw');
  t.is(lowering.read(whole(x), 'nchw'), 'x');
  const other = lowering.read(whole(x));
  t.is(lowering.read(whole(x)), other);
  t.is(textOf(lowering, other), `Transpose(x)${toNhwc}`);
});

test('a value in another shape is reshaped first, and one open length is left to the runtime', (t) => {
  const lowering = new Lowering('image', sizes);
  const x = value(images, 4, 6);
  lowering.write(x, 'x');
  t.is(textOf(lowering, lowering.read({ value: x, shape: [images, 24] })), 'Reshape(x, [-1 24])');
  const other = new Lowering('image', sizes);
  const flat = value({ values: [40, 108] }, 28);
  other.write(flat, 'flat');
  const joined = `Concat(${shape(0)}, ${shape(1)}, [28], [1]){axis=0}`;
  t.is(
    textOf(other, other.read({ value: flat, shape: [images, height, 28, 1] }, 'nchw')),
    `Transpose(Reshape(flat, ${joined}))${toNchw}`,
  );
});

test('a constant is stored as its nodes want it, under its own name', (t) => {
  const lowering = new Lowering('image', sizes);
  const filter = floatConstant(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 1, 2, 3], 'conv.weight');
  const name = lowering.readPermuted(whole(filter), [3, 2, 0, 1]);
  t.is(name, 'conv.weight');
  t.is(lowering.readPermuted(whole(filter), [3, 2, 0, 1]), name, 'once');
  t.is(textOf(lowering, name), '[1 4 2 5 3 6]');
});

test('an operand with fewer axes moves as if it had the missing ones in front', (t) => {
  const lowering = new Lowering('image', sizes);
  const [vector, one] = [floatConstant(Float32Array.of(7, 8, 9), [3]), floatConstant(Float32Array.of(5), [1])];
  const name = lowering.readBroadcast(whole(vector), 'nchw');
  lowering.builder.rename(lowering.node('Neg', [name]), 'r');
  const { initializers } = lowering.builder.finish([], [{ name: 'r', type: 'float32', shape: [] }]);
  t.deepEqual(initializers[0]!.shape, [1, 3, 1, 1]);
  t.is(lowering.readBroadcast(whole(one), 'nchw'), lowering.read(whole(one)), 'one number is the same in any layout');
});

test('a kernel that does not care works where its largest operand lies', (t) => {
  const lowering = new Lowering('image', sizes);
  const [large, small] = [image(), value(1, 1, 1, 3)];
  lowering.write(large, 'large', 'nchw');
  lowering.write(small, 'small', 'nhwc');
  t.is(lowering.layoutOf([small, large].map(whole)), 'nchw');
  t.is(lowering.layoutOf([whole(small)]), 'nhwc');
  lowering.read(whole(large), 'nhwc');
  t.is(lowering.layoutOf([whole(large)]), 'nhwc', 'it lies in both by now');
});

test('what ONNX wants fixed may not follow the size of the images', (t) => {
  const lowering = new Lowering('image', sizes);
  t.deepEqual(lowering.fixed([1, 2], 'a stride'), [1, 2]);
  t.throws(() => lowering.fixed([1, width], 'a stride'), {
    instanceOf: SizeMatters,
    message: 'a stride follows the size of the images',
  });
  const matrix = (inputs: number) => ({ inputs, outputs: 1, values: new Float32Array(inputs) });
  const sized: SizedValue = { ...value(1, 4), constant: { kind: 'matrix', matrices: [matrix(4), matrix(5)] } };
  t.throws(() => lowering.read(whole(sized)), { instanceOf: SizeMatters, message: /^a matrix that resizes/ });
});
