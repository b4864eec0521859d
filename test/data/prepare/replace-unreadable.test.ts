import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { replaceUnreadable } from '../../../src/data/prepare/replace-unreadable.ts';
import { coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';

const size = { height: 1, width: 2 };
const samples = ['a', 'b', 'c'].map((name) => coordinateSample(1, 2, name));
const bad = (index: number) => new TesseraError({ code: 'bad-image', message: `sample ${index}` });
const source = {
  ...sourceOf(samples),
  read: async (index: number) => (index === 2 ? samples[2]! : Promise.reject(bad(index))),
};

test('an ignored, black sample comes in the place of each that cannot be read', async (t) => {
  const replaced = replaceUnreadable(source, size, true);
  const [first, , last] = await readAll(replaced.source);
  t.deepEqual([first!.name, [...first!.image], [...first!.mask]], ['a', [0, 0, 0, 0, 0, 0], [255, 255]]);
  t.is(last, samples[2]);
  t.deepEqual(
    replaced.unreadable().map(({ index, problems }) => [index, problems[0]!.message]),
    [
      [0, 'sample 0'],
      [1, 'sample 1'],
    ],
  );
});

test('unless it keeps going, the last sample fails with the problems of all', async (t) => {
  const { source: strict } = replaceUnreadable(source, size, false);
  await Promise.all([strict.read(1), strict.read(0)]);
  const error = await t.throwsAsync(strict.read(2), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ message }) => message),
    ['sample 0', 'sample 1'],
  );
});

test('once stopped, reads fail as those of the source do; other errors always did', async (t) => {
  const replaced = replaceUnreadable(source, size, true);
  replaced.stop();
  await t.throwsAsync(replaced.source.read(0), { message: /sample 0/ });
  const broken = { ...source, read: () => Promise.reject(new Error('bug')) };
  await t.throwsAsync(replaceUnreadable(broken, size, true).source.read(0), { message: 'bug' });
});

test('samples are surveyed on their way', async (t) => {
  const replaced = replaceUnreadable(source, size, true);
  await readAll(replaced.source);
  const survey = replaced.source.survey!();
  t.deepEqual([survey.samples, survey.photos, survey.unreadable], [3, 1, [0, 1]]);
  t.deepEqual(
    survey.imageHashes.map(([, name]) => name),
    ['c'],
  );
  t.deepEqual(replaced.survey(), survey);
});
