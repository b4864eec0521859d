import test from 'ava';
import { createRandom } from '../../../../src/core/random.ts';
import { drawTexture, pattern } from '../../../../src/data/sources/shapes/texture.ts';

test('each class has its own colour at difficulty 0, and any colour at 1', (t) => {
  const reds = (difficulty: number) =>
    Array.from({ length: 50 }, (_, seed) => drawTexture('stripes', 1, difficulty, createRandom(seed)).color[0]);
  t.deepEqual([...new Set(reds(0))], [176]);
  const [lowest, highest] = [Math.min(...reds(1)), Math.max(...reds(1))];
  t.true(lowest >= 64 && lowest < 80 && highest > 176 && highest < 192);
});

test('a pattern is from -1 to 1; stripes do not change along their own direction, checks do', (t) => {
  const base = { ...drawTexture('stripes', 1, 0, createRandom(0)), waveX: [1, 0], waveY: [0, 1], phase: 0 } as const;
  const column = (kind: 'stripes' | 'checks' | 'blobs') =>
    Array.from({ length: 30 }, (_, y) => pattern({ ...base, kind }, 2, y));
  t.is(new Set(column('stripes')).size, 1);
  t.true(new Set(column('checks')).size > 5);
  for (const kind of ['stripes', 'checks', 'blobs'] as const)
    t.true(column(kind).every((value) => Math.abs(value) <= 1));
  // (sin 2 + sin 1) / 2
  t.true(Math.abs(pattern({ ...base, kind: 'blobs' }, 2, 1) - (Math.sin(2) + Math.sin(1)) / 2) < 1e-12);
});
