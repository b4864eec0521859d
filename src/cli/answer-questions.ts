import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { Answers, DataGuess } from '../init/data/data-guess.ts';
import type { Decide } from '../init/data/look-at-data.ts';
import { shown, type Question } from '../init/data/meaning.ts';
import type { Ask } from './ask.ts';

/** A person who answers nothing useful is not asked for ever. */
const MOST_QUESTIONS = 8;

/**
 * The guess with every question answered: by the options that were given, then by asking.
 * @throws TesseraError `bad-argument` for each open question where nobody can be asked, with the option that answers it
 */
export async function answerQuestions(decide: Decide, given: Answers, ask: Ask | undefined): Promise<DataGuess> {
  let answers = given;
  let guess = decide(answers);
  if (!ask) {
    if (guess.questions.length > 0) throw new TesseraError(guess.questions.map(openQuestion));
    return guess;
  }
  for (let asked = 0; guess.questions.length > 0; asked++) {
    const [question] = guess.questions;
    if (asked === MOST_QUESTIONS) throw new TesseraError(guess.questions.map(openQuestion));
    const text = await ask(`${question!.text} [${question!.example}]: `);
    answers = withAnswer(answers, question!, text === '' ? question!.example : text);
    guess = decide(answers);
  }
  return askForNames(decide, answers, guess, ask);
}

/** Names that were made up are asked for; an empty answer keeps them. */
async function askForNames(decide: Decide, answers: Answers, guess: DataGuess, ask: Ask): Promise<DataGuess> {
  if (guess.layout.type !== 'image-folder' || !guess.layout.meaning.namesAreGuessed) return guess;
  const { classes, format } = guess.layout.meaning;
  const names = classes.map(({ name }) => name).join(',');
  const of = classes.map(({ values, name }) => (values.length > 0 ? shown(values[0]!, format) : name)).join(', ');
  const text = await ask(`Names of the classes, for ${of} [${names}]: `);
  if (text === '') return guess;
  const named = decide({ ...answers, classes: namesIn(text) });
  return named.questions.length === 0 ? named : answerQuestions(decide, { ...answers, classes: namesIn(text) }, ask);
}

function openQuestion({ text, flag, example }: Question): Problem {
  return { code: 'bad-argument', message: text, hints: [`answer with \`--${flag} ${example}\``] };
}

function withAnswer(answers: Answers, { flag }: Question, text: string): Answers {
  return flag === 'classes' ? { ...answers, classes: namesIn(text) } : { ...answers, ignore: valuesIn(text) };
}

export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** `0,255`; `none` for no value. @throws TesseraError `bad-argument` */
export function valuesIn(text: string): number[] {
  if (text.trim() === 'none') return [];
  const values = text.split(',').map((value) => Number(value.trim()));
  if (text.trim() !== '' && values.every((value) => Number.isInteger(value) && value >= 0)) return values;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected values such as \`0,255\`, or \`none\`, for \`--ignore\`, got \`${text}\``,
  });
}
