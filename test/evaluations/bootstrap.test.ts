import { readFileSync } from 'node:fs';
import test from 'ava';
import { pairedBootstrap } from '../../src/evaluations/bootstrap.ts';
import { pairedFigures } from '../../src/evaluations/paired-figures.ts';
import type { PhotoScore } from '../../src/evaluations/score-line.ts';

interface Fixture {
  readonly classes: readonly string[];
  readonly resamples: number;
  readonly confidence: number;
  readonly a: readonly PhotoScore[];
  readonly b: readonly PhotoScore[];
  readonly expected: Readonly<Record<string, Readonly<Record<string, number | number[]>>>>;
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/evaluations/bootstrap.json', import.meta.url), 'utf8'),
) as Fixture;

/** The generator that the fixture's script has. */
function parkMiller(photos: number) {
  let state = 42;
  return () => (state = (state * 16807) % 2147483647) % photos;
}

const close = (a: number, b: number) => Math.abs(a - b) < 1e-12;

test("every figure, its difference, interval and share are those of numpy's bootstrap with the same draws", (t) => {
  const { figures, ...statistics } = pairedFigures({ ...fixture, sameLoss: true });
  const photos = fixture.a.length;
  const differences = pairedBootstrap(statistics, { ...fixture, photos, draw: parkMiller(photos) });
  t.deepEqual(
    figures.map(({ name }) => name),
    Object.keys(fixture.expected),
  );
  for (const [index, { name }] of figures.entries()) {
    const { interval, resamples, ...numbers } = differences[index]!;
    const expected = fixture.expected[name]!;
    t.is(resamples, fixture.resamples);
    const own = [
      ...Object.entries(numbers).map(([key, value]) => [key, value, expected[key]]),
      ...interval.map((value, end) => [`end ${end}`, value, (expected['interval'] as number[])[end]]),
    ];
    for (const [key, value, wanted] of own as [string, number, number][])
      t.true(close(value, wanted), `${name} ${key}: ${value}, expected ${wanted}`);
  }
});

test('a resample in which a figure cannot be counted does not count', (t) => {
  const one = { a: () => [1], b: (weights: Float64Array) => [weights[0]! > 0 ? 2 : NaN] };
  let drawn = 0;
  const [difference] = pairedBootstrap(one, {
    photos: 2,
    resamples: 2,
    confidence: 0.5,
    draw: () => (drawn++ < 2 ? 1 : 0),
  });
  t.deepEqual(difference, { a: 1, b: 2, difference: 1, interval: [1, 1], shareLarger: 1, resamples: 1 });
});

test('of equal models half of the resamples count for each', (t) => {
  const one = { a: () => [1], b: () => [1] };
  const [difference] = pairedBootstrap(one, { photos: 2, resamples: 4, confidence: 0.9, draw: () => 0 });
  t.like(difference, { shareLarger: 0.5, interval: [0, 0] });
});
