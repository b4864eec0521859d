import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { newFolder } from '../helpers/tessera.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

test.serial(
  'a run is opened from its folder alone: its record, and its configuration as it was resolved',
  async (t) => {
    const { directory, loaded } = await trainTiny();
    const trained = await openTrainedRun(directory, loadOptions());
    t.is(trained.run.path, directory);
    t.like(trained.record, { status: 'completed', id: loaded.id, step: 2 });
    t.deepEqual(trained.loaded.experiment, loaded.experiment);
    t.is(trained.loaded.id, loaded.id);
  },
);

test.serial('a folder that is no run, and a run without its configuration, are refused', async (t) => {
  const folder = await newFolder();
  const missing = await t.throwsAsync(openTrainedRun(folder, loadOptions()), { instanceOf: TesseraError });
  t.is(missing.problems[0]!.code, 'run-missing');
  await writeFile(join(folder, 'run.json'), '{"id": 7}');
  await t.throwsAsync(openTrainedRun(folder, loadOptions()), { message: /file-unreadable/ });

  const { directory } = await trainTiny();
  await rm(join(directory, 'config.yaml'));
  const error = await t.throwsAsync(openTrainedRun(directory, loadOptions()), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
});
