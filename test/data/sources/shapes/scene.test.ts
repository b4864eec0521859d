import test from 'ava';
import { createRandom } from '../../../../src/core/random.ts';
import { drawScene, signedDistance, type Shape } from '../../../../src/data/sources/shapes/scene.ts';

const texture = drawScene({ height: 8, width: 8 }, 0, createRandom(0)).background;
const shape = (classIndex: 1 | 2, angle = 0): Shape => ({
  classIndex,
  centerX: 10,
  centerY: 20,
  halfWidth: 3,
  halfHeight: 5,
  angle,
  texture,
});

test('a disc ends at its radius, a box at its sides; inside is negative', (t) => {
  t.is(signedDistance(shape(1), 14, 23), 2);
  t.is(signedDistance(shape(1), 10, 20), -3);
  t.is(signedDistance(shape(2), 14, 20), 1);
  t.is(signedDistance(shape(2), 10, 24), -1);
});

test('a box that is turned by a right angle changes height and width', (t) => {
  t.true(Math.abs(signedDistance(shape(2, Math.PI / 2), 14, 20) - -1) < 1e-9);
  t.true(Math.abs(signedDistance(shape(2, Math.PI / 2), 10, 24) - 1) < 1e-9);
});

test('a scene has one to three objects of both classes, within the image', (t) => {
  const counts = new Set<number>();
  const classes = new Set<number>();
  for (let seed = 0; seed < 100; seed++) {
    const { shapes } = drawScene({ height: 40, width: 80 }, 0.5, createRandom(seed));
    counts.add(shapes.length);
    for (const { classIndex, centerX, centerY, halfWidth } of shapes) {
      classes.add(classIndex);
      t.true(centerX >= 12 && centerX <= 68 && centerY >= 6 && centerY <= 34);
      t.true(halfWidth >= 5.6 && halfWidth <= 10.4, 'of the shorter side');
    }
  }
  t.deepEqual(
    [[...counts].sort(), [...classes].sort()],
    [
      [1, 2, 3],
      [1, 2],
    ],
  );
});
