import test from 'ava';
import { allOrProblems, TesseraError } from '../../../src/core/errors/index.ts';

const failed = (message: string) => Promise.reject(new TesseraError({ code: 'bad-image', message }));

test('the results come in order', async (t) => {
  t.deepEqual(await allOrProblems([Promise.resolve(1), Promise.resolve('two')]), [1, 'two']);
});

test('the problems of all that fail are told together', async (t) => {
  const error = await t.throwsAsync(allOrProblems([failed('a'), Promise.resolve(1), failed('b')]), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ message }) => message),
    ['a', 'b'],
  );
});

test('an error that tells no problem is thrown as it is', async (t) => {
  const stray = new Error('stray');
  t.is(await t.throwsAsync(allOrProblems([failed('a'), Promise.reject(stray)])), stray);
});
