import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { runDirectory } from '../../src/runs/directory.ts';
import { changesIn } from '../../src/trained/changes-in.ts';
import { sameRun } from '../../src/trained/same-run.ts';
import { newFolder } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

test.serial('a complete run is the same run, as long as nothing has changed and it can be told', async (t) => {
  const { directory } = await trainTiny();
  const run = runDirectory(directory);
  const result = await run.readResult();
  t.truthy(result);
  t.deepEqual(await sameRun(directory, loadOptions()), result);

  const record = (await run.readRecord())!;
  await run.writeRecord({ ...record, status: 'interrupted' });
  t.is(await sameRun(directory, loadOptions()), undefined);
  await run.writeRecord(record);

  await appendFile(join(directory, 'config.yaml'), '# edited\n');
  t.deepEqual(await changesIn(directory, loadOptions()), ['config.yaml was edited after the run began']);
  t.is(await sameRun(directory, loadOptions()), undefined);
});

test('where there is no run, there is none that is the same', async (t) => {
  t.is(await sameRun(join(await newFolder(), 'none'), loadOptions()), undefined);
});
