import { readdir, readFile, utimes, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { readEvaluation, readScores } from '../../src/evaluations/folder.ts';
import { scoreOf } from '../../src/evaluations/score-line.ts';
import { shownPhotos } from '../../src/evaluations/shown-photos.ts';
import { writeEvaluation } from '../../src/evaluations/write-evaluation.ts';
import { newFolder } from '../helpers/tessera.ts';
import { evaluationOf, photoOf } from './_photos.ts';

function content(seconds = 1.5) {
  const photo = photoOf('a.jpg', [0, 1], [0, 0]);
  const extremes = keepExtremes(2, 16);
  extremes.add(photo, 0.5);
  return { evaluation: evaluationOf({ seconds }), scores: [scoreOf(photo)], extremes };
}

test('an evaluation is written whole, and read back', async (t) => {
  const parent = join(await newFolder(), 'evaluations');
  const folder = join(parent, 'test');
  await writeEvaluation(folder, content(), false);
  t.deepEqual((await readdir(folder)).sort(), [
    'confusion.png',
    'evaluation.json',
    'metrics.csv',
    'photos',
    'photos.png',
    'report.md',
    'scores.jsonl',
  ]);
  t.deepEqual(await readEvaluation(folder), { ...content().evaluation, shown: shownPhotos(content().extremes) });
  t.deepEqual((await readdir(join(folder, 'photos'))).sort(), [
    'worst-1-prediction.png',
    'worst-1-truth.png',
    'worst-1.webp',
  ]);
  t.deepEqual(await readScores(folder), content().scores);
  t.regex(await readFile(join(folder, 'evaluation.json'), 'utf8'), /^\{\n {2}"format": 2,/);
  t.deepEqual(await readdir(parent), ['test'], 'no draft is left');
});

test('a second one of the same name is refused and changes nothing, unless it is to replace the first', async (t) => {
  const parent = await newFolder();
  const folder = join(parent, 'test');
  await writeEvaluation(folder, content(1), false);
  await t.throwsAsync(writeEvaluation(folder, content(2), false), {
    message:
      /is there already, made 2026-01-02T03:04:05.000Z from the checkpoint best \(step 12\) on 2 photos of the split `test`: iou\/macro\/image 0\.7000/,
  });
  t.is((await readEvaluation(folder))?.seconds, 1);
  await writeEvaluation(folder, content(2), true);
  t.is((await readEvaluation(folder))?.seconds, 2);
  t.deepEqual(await readdir(parent), ['test']);
});

test('what a dead process left is removed after an hour, and what a living one writes is not', async (t) => {
  const parent = await newFolder();
  for (const [name, age] of [
    ['.old.12-0123abcd.tmp', 7200],
    ['.new.12-0123abcd.tmp', 60],
  ] as const) {
    await mkdir(join(parent, name));
    const then = Date.now() / 1000 - age;
    await utimes(join(parent, name), then, then);
  }
  await writeEvaluation(join(parent, 'test'), content(), false);
  t.deepEqual((await readdir(parent)).sort(), ['.new.12-0123abcd.tmp', 'test']);
});
