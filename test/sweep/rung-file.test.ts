import { appendFile, readFile } from 'node:fs/promises';
import test from 'ava';
import { appendRung, otherCourses, readCourse, rungFile } from '../../src/sweep/rung-file.ts';
import { newFolder } from '../helpers/tessera.ts';

const validation = (step: number, value: number) => ({ step, metric: 'iou', direction: 'max', value }) as const;

test('a run has its validations in the order of their steps, and what was decided', async (t) => {
  const sweep = await newFolder();
  const file = rungFile(sweep, 'a');
  t.deepEqual(await readCourse(file), { validations: [], judged: new Map(), isComplete: false });
  await appendRung(file, validation(20, NaN));
  await appendRung(file, validation(10, 0.5));
  await appendRung(file, validation(10, 0.5));
  const judged = { judged: 10, keep: false, cutoff: 0.6, among: 3 };
  await appendRung(file, judged);
  const course = await readCourse(file);
  t.deepEqual(course.validations, [validation(10, 0.5), validation(20, NaN)]);
  t.deepEqual(course.judged.get(10), judged);
  t.false(course.isComplete);
  await appendRung(file, { complete: true });
  t.true((await readCourse(file)).isComplete);
});

test('a line that a kill cut short counts for nothing, and hides no other', async (t) => {
  const file = rungFile(await newFolder(), 'a');
  await appendRung(file, validation(10, 0.5));
  await appendFile(file, '\n{"step":20,"metr');
  await appendRung(file, validation(30, 0.7));
  t.deepEqual(
    (await readCourse(file)).validations.map(({ step }) => step),
    [10, 30],
  );
  t.is((await readFile(file, 'utf8')).split('\n').length, 6);
});

test('the other runs of a sweep are all but one', async (t) => {
  const sweep = await newFolder();
  t.deepEqual(await otherCourses(sweep, 'a'), []);
  for (const [index, name] of ['a', 'b', 'c'].entries()) await appendRung(rungFile(sweep, name), validation(1, index));
  t.deepEqual(
    (await otherCourses(sweep, 'a')).map(({ validations }) => validations[0]!.value),
    [1, 2],
  );
});
