import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { fitClasses } from '../../src/trained/fit-classes.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));
const pets = named('background', 'cat', 'dog');

function problemsOf(data: ReturnType<typeof named>, map: readonly string[] = []) {
  try {
    fitClasses(data, pets, map);
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
  return [];
}

test('the same names in the same order need nothing', (t) => {
  t.deepEqual(fitClasses(pets, pets), {});
});

test('the same names in another order are the same classes', (t) => {
  const { labels, classMap } = fitClasses(named('dog', 'background', 'cat'), pets);
  t.deepEqual([...labels!.subarray(0, 5), labels![255]], [2, 0, 1, 255, 255, 255]);
  t.deepEqual(classMap, { dog: 'dog', background: 'background', cat: 'cat' });
});

test('a map says what other classes count as; what is mapped to `ignore` does not count', (t) => {
  const data = named('background', 'kitten', 'bird', 'cat');
  const { labels, classMap } = fitClasses(data, pets, ['kitten=cat', '*=ignore']);
  t.deepEqual([...labels!.subarray(0, 5)], [0, 1, 255, 1, 255]);
  t.deepEqual(classMap, { background: 'background', kitten: 'cat', bird: null, cat: 'cat' });
});

test('a name that the run knows may be mapped to another class all the same', (t) => {
  t.deepEqual(fitClasses(pets, pets, ['cat=dog']).classMap, { background: 'background', cat: 'dog', dog: 'dog' });
});

test('a class that the run does not know is a problem at the classes, with the entry that mends it', (t) => {
  const [problem] = problemsOf(named('background', 'cat', 'hot dog'));
  t.like(problem, {
    code: 'classes-differ',
    path: 'dataset.classes',
    message:
      'expected the classes of the run, background, cat, dog, got background, cat, hot dog: the run knows no hot dog, and the data has no dog',
  });
  t.regex(problem!.hints![0]!, /--map 'hot dog=dog'$/);
});

test('data without a class of the run needs a map, which says that it is meant', (t) => {
  const [problem] = problemsOf(named('background', 'cat'));
  t.regex(problem!.message, /: the data has no dog$/);
  t.deepEqual(problemsOf(named('background', 'cat'), ['cat=cat']), []);
});

test('entries of a map that are wrong are told together', (t) => {
  const problems = problemsOf(pets, ['cat', 'catt=dog', 'cat=dogg']);
  t.deepEqual(
    problems.map(({ code, message, hints }) => [code, message, hints?.[0]]),
    [
      [
        'bad-argument',
        '--map cat: expected `class of the data=class of the run`, got `cat`',
        'for example: --map kitten=cat --map bird=ignore',
      ],
      ['bad-argument', '--map catt=dog: expected a class of the data, got `catt`', 'did you mean `cat`?'],
      ['bad-argument', '--map cat=dogg: expected a class of the run, or `ignore`, got `dogg`', 'did you mean `dog`?'],
    ],
  );
});
