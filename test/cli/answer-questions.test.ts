import test from 'ava';
import { answerQuestions, namesIn, valuesIn } from '../../src/cli/answer-questions.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Answers, DataGuess } from '../../src/init/data/data-guess.ts';
import type { Question } from '../../src/init/data/meaning.ts';

const ignoreZero: Question = { flag: 'ignore', text: 'what is 0?', example: '0' };
const nameAll: Question = { flag: 'classes', text: 'expected 2 names', example: 'background,cat' };

/** A guess that has these questions until they are answered; its classes are named as the answers say. */
function decide(questions: readonly Question[], namesAreGuessed = false) {
  const given: Answers[] = [];
  const look = (answers: Answers): DataGuess => {
    given.push(answers);
    const open = questions.filter(({ flag }) => (flag === 'classes' ? answers.classes : answers.ignore) === undefined);
    const classes = (answers.classes ?? ['class-1', 'class-2']).map((name, index) => ({ name, values: [index + 1] }));
    const meaning = { format: 'index', classes, namesAreGuessed: namesAreGuessed && !answers.classes };
    // As much of a guess as is looked at.
    return { questions: open, layout: { type: 'image-folder', meaning } } as unknown as DataGuess;
  };
  return { look, given };
}

/** A person with these answers. */
function person(...answers: string[]) {
  const asked: string[] = [];
  return { asked, ask: (question: string) => (asked.push(question), Promise.resolve(answers.shift() ?? '')) };
}

test('each question is asked with an example, which an empty answer takes', async (t) => {
  const { look, given } = decide([ignoreZero, nameAll]);
  const { ask, asked } = person('0, 255', '');
  await answerQuestions(look, {}, ask);
  t.deepEqual(asked, ['what is 0? [0]: ', 'expected 2 names [background,cat]: ']);
  t.deepEqual(given.at(-1), { ignore: [0, 255], classes: ['background', 'cat'] });
});

test('what the options say is not asked', async (t) => {
  const { look } = decide([ignoreZero, nameAll]);
  const { ask, asked } = person();
  await answerQuestions(look, { ignore: [], classes: ['a', 'b'] }, ask);
  t.deepEqual(asked, []);
});

test('where nobody can be asked, each open question names the option that answers it', async (t) => {
  const { look } = decide([ignoreZero, nameAll]);
  const error = await t.throwsAsync(answerQuestions(look, {}, undefined), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, message, hints }) => [code, message, hints]),
    [
      ['bad-argument', 'what is 0?', ['answer with `--ignore 0`']],
      ['bad-argument', 'expected 2 names', ['answer with `--classes background,cat`']],
    ],
  );
  t.deepEqual((await answerQuestions(decide([]).look, {}, undefined)).questions, []);
});

test('names that were made up are asked for, and an empty answer keeps them', async (t) => {
  const question = 'Names of the classes, for 1, 2 [class-1,class-2]: ';
  const named = person('sky, sea');
  const guess = await answerQuestions(decide([], true).look, {}, named.ask);
  t.deepEqual(named.asked, [question]);
  t.deepEqual(guess.layout.type === 'image-folder' && guess.layout.meaning.classes.map(({ name }) => name), [
    'sky',
    'sea',
  ]);
  const silent = decide([], true);
  await answerQuestions(silent.look, {}, person('').ask);
  t.deepEqual(silent.given, [{}]);
});

test('a question that is never answered is asked eight times', async (t) => {
  const { asked, ask } = person();
  const forever = () => ({ questions: [ignoreZero] }) as unknown as DataGuess;
  await t.throwsAsync(answerQuestions(forever, {}, ask), { instanceOf: TesseraError });
  t.is(asked.length, 8);
});

test('lists of names and of values are read as they are typed', (t) => {
  t.deepEqual(namesIn(' sky ,sea,, '), ['sky', 'sea']);
  t.deepEqual(valuesIn('0, 255'), [0, 255]);
  t.deepEqual(valuesIn(' none '), []);
  for (const text of ['', 'x', '1.5', '-1', '1,none'])
    t.throws(() => valuesIn(text), { instanceOf: TesseraError }, text);
});
