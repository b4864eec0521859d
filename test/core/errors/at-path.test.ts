import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { atKey, atPath } from '../../../src/core/errors/at-path.ts';

const failing = (path: string | undefined) => async () => {
  await Promise.resolve();
  throw new TesseraError({ code: 'bad-value', message: 'm', ...(path !== undefined && { path }) });
};
const pathOf = async (path: string | undefined, work = failing(path)) =>
  atPath('loss', 'loss.1', work).then(
    () => 'nothing',
    (error: unknown) => (error as TesseraError).problems[0]!.path,
  );

test('a path in the section is moved, one elsewhere and none stay', async (t) => {
  t.is(await pathOf('loss.weight'), 'loss.1.weight');
  t.is(await pathOf('loss'), 'loss.1');
  t.is(await pathOf('losses.weight'), 'losses.weight');
  t.is(await pathOf(undefined), undefined);
});

test('other errors pass, and so does the result', async (t) => {
  const broken = async () => Promise.reject(new RangeError('x'));
  await t.throwsAsync(atPath('loss', 'loss.1', broken), { instanceOf: RangeError });
  t.is(await atPath('loss', 'loss.1', async () => Promise.resolve(3)), 3);
});

test('all problems of a work about one key are put there', async (t) => {
  const error = await t.throwsAsync(atKey('train.init_from', failing('weights')), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ path }) => path),
    ['train.init_from'],
  );
  await t.throwsAsync(
    atKey('x', async () => Promise.reject(new RangeError('x'))),
    { instanceOf: RangeError },
  );
});
