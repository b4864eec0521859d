import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import {
  assertEvaluationName,
  evaluationName,
  listEvaluations,
  readEvaluation,
  readScores,
} from '../../src/evaluations/folder.ts';
import { newFolder } from '../helpers/tessera.ts';

test('names are made of parts, without what a file system may refuse', (t) => {
  t.is(evaluationName(['', 'test', '', '']), 'test');
  t.is(evaluationName(['a/b ü', 'val', 'epoch-3']), 'a-b-val-epoch-3');
  t.is(evaluationName(['.hidden.', 'x'.repeat(200)]).length, 100);
});

test('a name that is a path, hidden or empty is refused', (t) => {
  t.notThrows(() => assertEvaluationName('night_2.v1-a'));
  for (const name of ['', '.', '..', 'a/b', '.a', 'a b', '-a'])
    t.throws(() => assertEvaluationName(name), { message: /expected a name/ }, name);
});

test('a run without evaluations has none; what is being written is none', async (t) => {
  const run = await newFolder();
  t.deepEqual(await listEvaluations(run), []);
  await mkdir(join(run, 'evaluations', 'b'), { recursive: true });
  await mkdir(join(run, 'evaluations', 'a'));
  await mkdir(join(run, 'evaluations', '.a.12-0123abcd.tmp'));
  await writeFile(join(run, 'evaluations', 'notes.txt'), '');
  t.deepEqual(await listEvaluations(run), ['a', 'b']);
});

test('nothing is not an evaluation; what cannot be read is told', async (t) => {
  const folder = await newFolder();
  t.is(await readEvaluation(folder), undefined);
  await writeFile(join(folder, 'evaluation.json'), '{"format": 2, "name": 3}');
  await t.throwsAsync(readEvaluation(folder), { message: /evaluation\.json can't be read: name/ });
  await t.throwsAsync(readScores(folder), { message: /scores\.jsonl can't be read/ });
  await writeFile(join(folder, 'scores.jsonl'), '{"photo": "a"}\n');
  await t.throwsAsync(readScores(folder), { message: /scores\.jsonl:1 can't be read/ });
});
