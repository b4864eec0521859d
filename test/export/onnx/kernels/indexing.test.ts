import test from 'ava';
import { indexingLowerings } from '../../../../src/export/onnx/kernels/indexing.ts';
import { height, lowered, value } from '../_lowering.ts';

const int = (...shape: number[]) => ({ ...value(...shape), dtype: 'int32' }) as const;

test('indices that are no whole numbers are cut off first', (t) => {
  t.is(lowered(indexingLowerings.GatherV2, [value(5, 2), int(3)], { axis: 1 }, value(5, 3)), 'Gather(x0, x1){axis=1}');
  t.is(
    lowered(indexingLowerings.GatherV2, [value(5, 2), value(3)], { axis: 0 }, value(3, 2)),
    'Gather(x0, Cast(Where(IsNaN(x1), 0, x1)){to=6}){axis=0}',
  );
  t.is(lowered(indexingLowerings.GatherNd, [value(5, 2), int(3, 1)], {}, value(3, 2)), 'GatherND(x0, Cast(x1){to=7})');
});

test('the largest values come with their places, as int32', (t) => {
  t.is(
    lowered(indexingLowerings.TopK, [value(4, 9)], { k: 2, sorted: 1 }, value(4, 2), int(4, 2)),
    'TopK#0(x0, [2]){axis=-1 sorted=1}; Cast(TopK#1(x0, [2]){axis=-1 sorted=1}){to=6}',
  );
});

test('a one-hot is where the index equals the position, with as many as the size says', (t) => {
  const range = (depth: string) => `Cast(Range(0, ${depth}, 1)){to=6}`;
  const oneHot = (depth: number | typeof height) =>
    lowered(indexingLowerings.OneHot, [int(4)], { depth, onValue: 2, offValue: -1 }, value(4, depth));
  t.is(oneHot(3), `Where(Equal(Unsqueeze(x0, [-1]), ${range('3')}), 2, -1)`);
  t.true(oneHot(height).includes(range('Squeeze(Shape(image){start=1 end=2})')));
});

test('a sum so far may leave out its own number, and begin at the end', (t) => {
  t.is(
    lowered(indexingLowerings.Cumsum, [value(4, 3)], { axis: 1, exclusive: 1, reverse: 0 }, value(4, 3)),
    'CumSum(x0, 1){exclusive=1 reverse=0}',
  );
});
