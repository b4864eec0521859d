import test from 'ava';
import { resizeNearest } from '../../../src/data/resize/resize-nearest.ts';
import { stretchTo } from '../../../src/data/resize/resize-plan.ts';
import { readFixture } from '../../helpers/data.ts';

interface ResizeFixture {
  readonly nearest: readonly { readonly from: number; readonly to: number; readonly pixels: readonly number[] }[];
}
const fixture = await readFixture<ResizeFixture>('data/resize.json');

for (const { from, to, pixels } of fixture.nearest) {
  test(`the nearest pixels from ${from} to ${to} are Pillow's`, (t) => {
    const bytes = new Uint8Array(Int32Array.from({ length: from }, (_, index) => index).buffer);
    const plan = { size: { height: 1, width: to }, window: { top: 0, left: 0, height: 1, width: to } };
    const out = resizeNearest(bytes, 4, { height: 1, width: from }, plan);
    t.deepEqual([...new Int32Array(out.buffer)], pixels);
  });
}

test('the window is cut out of the resized mask, rows and columns', (t) => {
  const mask = Uint8Array.of(1, 2, 3, 4);
  const doubled = resizeNearest(mask, 1, { height: 2, width: 2 }, stretchTo({ height: 4, width: 4 }));
  t.deepEqual([...doubled], [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  const window = { top: 1, left: 1, height: 2, width: 3 };
  const cut = resizeNearest(mask, 1, { height: 2, width: 2 }, { size: { height: 4, width: 4 }, window });
  t.deepEqual([...cut], [1, 2, 2, 3, 4, 4]);
});
