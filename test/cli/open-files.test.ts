import test from 'ava';
import { tooManyOpenFiles } from '../../src/cli/open-files.ts';
import { TesseraError } from '../../src/core/errors/index.ts';

const system = Object.assign(new Error("EMFILE: too many open files, open 'a.png'"), { code: 'EMFILE' });

test('the error names the limit and what the system said, and is a failure of the run', (t) => {
  const error = tooManyOpenFiles(system);
  t.is(error?.exitCode, 1);
  t.is(error?.problems[0]?.code, 'too-many-files');
  t.regex(error?.message ?? '', /`ulimit -n` allows, which is (\d+|unlimited) at a time: EMFILE.*open 'a.png'/);
  t.true(error?.problems[0]?.hints?.[0]?.includes('ulimit -n 65536'));
  t.is(error?.cause, system);
});

test('it is found in the cause, among several errors, and in the text of another thread or library', (t) => {
  t.truthy(tooManyOpenFiles(new Error('no photo', { cause: new Error('deeper', { cause: system }) })));
  t.truthy(tooManyOpenFiles(new AggregateError([new Error('other'), system])));
  const problems = [
    { code: 'bad-image', message: 'the photo b.png is grey' },
    { code: 'bad-image', message: 'the photo a.png cannot be decoded: Too many open files' },
  ] as const;
  const error = tooManyOpenFiles(new TesseraError(problems));
  t.deepEqual(
    error?.problems.map(({ code }) => code),
    ['too-many-files'],
  );
  t.true(error?.message.endsWith('bad-image: the photo a.png cannot be decoded: Too many open files'));
});

test('other errors are none of this', (t) => {
  const circle = new Error('circle');
  circle.cause = circle;
  for (const error of [new Error('ENOENT: no such file'), circle, 'EMFILE', undefined, null])
    t.is(tooManyOpenFiles(error), undefined);
});
