import test from 'ava';
import { createRandom } from '../../../../src/core/random.ts';
import { renderScene } from '../../../../src/data/sources/shapes/render.ts';
import type { Shape } from '../../../../src/data/sources/shapes/scene.ts';
import type { Texture } from '../../../../src/data/sources/shapes/texture.ts';

const plain = (level: number): Texture => ({
  kind: 'blobs',
  color: [level, level, level],
  contrast: 0,
  waveX: [0, 0],
  waveY: [0, 0],
  phase: 0,
});
const disc = (classIndex: 1 | 2, centerX: number, level: number): Shape => ({
  classIndex,
  centerX,
  centerY: 0,
  halfWidth: 1,
  halfHeight: 1,
  angle: 0,
  texture: plain(level),
});
const render = (shapes: readonly Shape[], border: number) => {
  const options = { border, noise: 0 };
  return renderScene('a', { height: 1, width: 6 }, { background: plain(10), shapes }, options, createRandom(0));
};

test('later objects lie on top of earlier ones', (t) => {
  const { image, mask } = render([disc(1, 1, 50), disc(2, 2, 90)], -1);
  t.deepEqual([...mask], [1, 2, 2, 2, 0, 0]);
  t.deepEqual(
    [0, 1, 4].map((pixel) => image[pixel * 3]),
    [50, 90, 10],
  );
});

test('pixels at an edge are ignored, unless something lies over it', (t) => {
  t.deepEqual([...render([disc(1, 2, 50)], 0.5).mask], [0, 255, 1, 255, 0, 0]);
  const covered = { ...disc(2, 2, 90), halfWidth: 2.9 };
  t.deepEqual([...render([disc(1, 2, 50), covered], 0.5).mask], [2, 2, 2, 2, 2, 255]);
});

test('noise moves each channel by up to its levels, and levels are clamped', (t) => {
  const options = { border: 0, noise: 20 };
  const scene = { background: plain(250), shapes: [] };
  const { image } = renderScene('a', { height: 20, width: 20 }, scene, options, createRandom(0));
  t.true(Math.min(...image) >= 230 && Math.min(...image) < 233);
  t.is(Math.max(...image), 255);
  t.true(new Set(image).size > 20);
});
