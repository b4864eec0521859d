import { join } from 'node:path';
import test from 'ava';
import { comparePaired } from '../../src/evaluations/compare-paired.ts';
import type { Evaluation } from '../../src/evaluations/evaluation.ts';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { scoreOf } from '../../src/evaluations/score-line.ts';
import { writeEvaluation } from '../../src/evaluations/write-evaluation.ts';
import type { ScoredPhoto } from '../../src/tasks/semantic/scored-photo.ts';
import { newFolder } from '../helpers/tessera.ts';
import { evaluationOf, photoOf } from './_photos.ts';

const options = { resamples: 200, seed: 0, confidence: 0.95 };

async function written(photos: readonly ScoredPhoto[], changes: Partial<Evaluation> = {}): Promise<string> {
  const folder = join(await newFolder(), 'test');
  const scores = photos.map(scoreOf);
  await writeEvaluation(folder, { evaluation: evaluationOf(changes), scores, extremes: keepExtremes(0, 1) }, false);
  return folder;
}

const worse = [
  photoOf('a', [0, 0, 1, 1], [0, 1, 1, 1], 1),
  photoOf('b', [0, 1, 1, 1], [0, 0, 1, 1], 1),
  photoOf('c', [0, 0, 0, 1], [0, 1, 1, 1], 1),
];
const better = [
  photoOf('a', [0, 0, 1, 1], [0, 0, 1, 1], 0.5),
  photoOf('b', [0, 1, 1, 1], [0, 1, 1, 1], 0.75),
  photoOf('c', [0, 0, 0, 1], [0, 0, 1, 1], 0.5),
];

test('a model that is better on every photo is better in every resample, and the same seed gives the same', async (t) => {
  const folders = [await written(worse), await written(better)] as const;
  const comparison = await comparePaired(folders, options);
  const [iou] = comparison.rows;
  t.like(iou, { name: 'iou/macro/image', shareLarger: 1, resamples: 200 });
  t.true(iou!.interval[0] > 0);
  const loss = comparison.rows.at(-1)!;
  t.like(loss, { name: 'loss per photo', a: 1, direction: 'min', shareLarger: 0 });
  t.is(comparison.photos, 3);
  t.deepEqual(await comparePaired(folders, options), comparison);
  t.notDeepEqual(await comparePaired(folders, { ...options, seed: 1 }), comparison);
});

test('other losses are not compared', async (t) => {
  const focal = await written(better, { loss: { type: 'focal' } });
  const { rows, notes } = await comparePaired([await written(worse), focal], options);
  t.false(rows.some(({ name }) => name.startsWith('loss')));
  t.is(notes.length, 1);
});

test('losses are not compared where an evaluation has none of single photos', async (t) => {
  const without = await written(better.map((photo) => ({ ...photo, loss: NaN })));
  const { rows, notes } = await comparePaired([await written(worse), without], options);
  t.false(rows.some(({ name }) => name.startsWith('loss')));
  t.is(notes.length, 1);
  t.true(notes[0]!.startsWith(`the loss is left out: ${without} has none of single photos`));
});

const [first, second, third] = better as [ScoredPhoto, ScoredPhoto, ScoredPhoto];
const refused: [what: string, photos: readonly ScoredPhoto[], message: RegExp, changes?: Partial<Evaluation>][] = [
  ['a photo that only one has', [first, second], /1 of the 3 photos of .*, such as c, are not in/],
  ['another order', [second, first, third], /photo 1 is a in one and b in the other/],
  ['another mask', [first, second, photoOf('c', [0, 0, 1, 1], [0, 0, 1, 1])], /the mask of c has other pixels/],
  ['another size', [first, second, photoOf('c', [0, 0, 0], [0, 0, 0])], /c was scored at 4 x 1 in one and at 3 x 1/],
  [
    'other classes',
    better,
    /the classes of one are sky, cat, dog, those of the other sky, cat, bird/,
    {
      classes: evaluationOf().classes.map((one) => (one.name === 'dog' ? { ...one, name: 'bird' } : one)),
    },
  ],
];
for (const [what, photos, message, changes] of refused)
  test(`${what} is refused`, async (t) => {
    await t.throwsAsync(comparePaired([await written(worse), await written(photos, changes)], options), { message });
  });

test('one photo is too few, and a folder without an evaluation is told', async (t) => {
  const one = await written([first]);
  await t.throwsAsync(comparePaired([one, one], options), { message: /at least two photos, and there is 1/ });
  await t.throwsAsync(comparePaired([one, await newFolder()], options), { message: /has no evaluation\.json/ });
});
