import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { explainExisting } from '../../src/trained/explain-existing.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

const exists = new TesseraError({ code: 'run-exists', message: 'there is one', hints: ['tessera list'] });

test.serial('the refusal to make a run that is there says what has changed since', async (t) => {
  const { directory } = await trainTiny();
  const explain = explainExisting(directory, loadOptions());
  const same = await t.throwsAsync(explain(exists), { instanceOf: TesseraError });
  t.deepEqual(same.problems, exists.problems);
  await appendFile(join(directory, 'config.yaml'), '# edited\n');
  const { problems } = await t.throwsAsync(explain(exists), { instanceOf: TesseraError });
  t.deepEqual(problems[0]!.hints, [
    'changed since it began: config.yaml was edited after the run began',
    'to train on what is there now, beside it: another --runs <folder>',
    'tessera list',
  ]);
});

test('other errors pass, and so does the refusal where the run cannot be opened', async (t) => {
  const explain = explainExisting('/no/such/run', loadOptions());
  const other = new Error('none');
  t.is(await explain(other).catch((error: unknown) => error), other);
  const { problems } = await t.throwsAsync(explain(exists), { instanceOf: TesseraError });
  t.deepEqual(problems, exists.problems);
});
