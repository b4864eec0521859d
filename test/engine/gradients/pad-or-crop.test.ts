import test from 'ava';
import { padOrCrop } from '../../../src/engine/gradients/pad-or-crop.ts';
import { counting, numbers } from './on-cpu.ts';

const image = () => counting([1, 2, 3, 1]);

for (const [what, rows, columns, expected] of [
  ['zeros are added', [1, 0], [0, 1], [0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0]],
  ['pixels are taken away', [0, -1], [-1, -1], [2]],
  ['one side grows and the other shrinks', [0, 0], [-2, 1], [3, 0, 6, 0]],
] as const) {
  test(`${what}: rows ${rows.join()}, columns ${columns.join()}`, (t) => {
    t.deepEqual(numbers(padOrCrop(image(), [rows, columns])), [...expected]);
  });
}

test("an image that stays as it is isn't copied", (t) => {
  const x = image();
  t.is(
    padOrCrop(x, [
      [0, 0],
      [0, 0],
    ]),
    x,
  );
});
