import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { entriesIn } from '../core/list-folder.ts';
import { readFormatted } from '../core/format/index.ts';
import { unreadable } from '../core/json-file.ts';
import { isTemporary } from '../core/temporary-files.ts';
import { evaluationSchema, type Evaluation } from './evaluation.ts';
import { photoScoreSchema, type PhotoScore } from './score-line.ts';

/** The files of an evaluation. */
export const evaluationFiles = {
  evaluation: 'evaluation.json',
  scores: 'scores.jsonl',
  metrics: 'metrics.csv',
  report: 'report.md',
  confusion: 'confusion.png',
  sheet: 'photos.png',
} as const;

/** The folder in a run's folder in which its evaluations are. */
export const evaluationsFolder = 'evaluations';

/** The names of a run's evaluations, sorted; none for a run of a version that made none. */
export async function listEvaluations(run: string): Promise<string[]> {
  const folder = join(run, evaluationsFolder);
  const entries = await entriesIn(folder).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  return entries
    .filter((entry) => entry.isDirectory() && !isTemporary(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** Undefined if there is none. @throws TesseraError `file-unreadable`, `newer-format` */
export function readEvaluation(folder: string): Promise<Evaluation | undefined> {
  return readFormatted(join(folder, evaluationFiles.evaluation), 'evaluation', evaluationSchema);
}

/** What each photo scored, in the order of the split. @throws TesseraError `file-unreadable` */
export async function readScores(folder: string): Promise<PhotoScore[]> {
  const file = join(folder, evaluationFiles.scores);
  const text = await readFile(file, 'utf8').catch((error: unknown) => Promise.reject(unreadable(file, error)));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => parseLine(line, `${file}:${index + 1}`));
}

function parseLine(line: string, place: string): PhotoScore {
  try {
    return photoScoreSchema.parse(JSON.parse(line));
  } catch (error) {
    throw unreadable(place, error);
  }
}

/** That an evaluation is there already: the error says which. */
export function evaluationExists(
  folder: string,
  { checkpoint, split, dataset, createdAt, result, photos }: Evaluation,
) {
  const [first] = Object.entries(result.metrics);
  const data = dataset === undefined ? `the split \`${split}\`` : `the split \`${split}\` of ${dataset}`;
  const figure = first ? `: ${first[0]} ${first[1].value.toFixed(4)}` : '';
  return new TesseraError({
    code: 'evaluation-exists',
    message:
      `${folder} is there already, made ${createdAt} from the checkpoint ${checkpoint.name} (step ` +
      `${checkpoint.step}) on ${photos} photos of ${data}${figure}`,
    hints: [
      `its figures are in ${join(folder, evaluationFiles.report)}`,
      'to keep both, give this one another name: --name <name>',
      'to make it again in its place: --force',
    ],
  });
}

/** A name that every file system takes, made of parts that may be anything. */
export function evaluationName(parts: readonly string[]): string {
  return parts
    .map((part) => part.replaceAll(/[^A-Za-z0-9._]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, ''))
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 100);
}

/** @throws TesseraError `bad-argument` */
export function assertEvaluationName(name: string): void {
  if (name !== '' && evaluationName([name]) === name) return;
  throw new TesseraError({
    code: 'bad-argument',
    message:
      'expected a name of letters, digits, `.`, `_` and `-` that begins and ends with none of `.` and ' +
      `\`-\`, got \`${name}\``,
    hints: ['for example: --name night'],
  });
}
