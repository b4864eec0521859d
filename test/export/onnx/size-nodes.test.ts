import test from 'ava';
import { GraphBuilder } from '../../../src/engine/onnx/graph-builder.ts';
import { type Extent, SizeMatters } from '../../../src/export/onnx/extent.ts';
import { SizeNodes } from '../../../src/export/onnx/size-nodes.ts';
import { height, images, sizes, textOf, width } from './_lowering.ts';

const list = (...extents: Extent[]) => {
  const builder = new GraphBuilder();
  return textOf({ builder }, new SizeNodes(builder, 'image', sizes).list(extents));
};
const dimension = (axis: number) => `Shape(image){start=${axis} end=${axis + 1}}`;

test('fixed sizes are a constant', (t) => {
  t.is(list(3, 4), '[3 4]');
});

test('sizes that follow from the images are computed from their shape', (t) => {
  t.is(list(images), dimension(0));
  t.is(list(height, 3), `Concat(${dimension(1)}, [3]){axis=0}`);
  t.is(list({ values: [14, 6] }), `Div(${dimension(2)}, [2])`, 'half of 28 and 12');
  t.is(list({ values: [20 * 28, 36 * 12] }), `Mul(${dimension(1)}, ${dimension(2)})`);
  t.is(list({ values: [31, 55] }), `Add(Div(Mul(${dimension(1)}, [3]), [2]), [1])`, '1.5 of 20 and 36, and 1');
});

test('a scalar is no list of one', (t) => {
  const builder = new GraphBuilder();
  const nodes = new SizeNodes(builder, 'image', sizes);
  t.is(textOf({ builder }, nodes.scalar(7)), '7');
  const other = new GraphBuilder();
  t.is(textOf({ builder: other }, new SizeNodes(other, 'image', sizes).scalar(width)), `Squeeze(${dimension(2)})`);
});

test('each size is computed once', (t) => {
  const builder = new GraphBuilder();
  const nodes = new SizeNodes(builder, 'image', sizes);
  t.is(nodes.list([height, width]), nodes.list([height, width]));
  t.is(nodes.scalar(height), nodes.scalar({ values: [20, 36] }));
});

test('a number that falls while sizes rise follows no rule', (t) => {
  t.throws(() => new SizeNodes(new GraphBuilder(), 'image', sizes).list([{ values: [9, 8] }]), {
    instanceOf: SizeMatters,
    message: /^a size of 9, 8 at images of 2 x 20 x 28, 3 x 36 x 12 follows no rule/,
  });
});
