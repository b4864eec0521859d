import { join } from 'node:path';
import test from 'ava';
import { loadFile } from '../../../src/cli/load.ts';
import { reportIfDone, start, usualFolder } from '../../../src/cli/run/start.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { exists } from '../../../src/core/exists.ts';
import { experimentFile } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

async function loadedExperiment() {
  const { file, folder, runs } = await experimentFile();
  const { context } = testContext({ workingDirectory: folder });
  return { loaded: await loadFile(file, context), context, runs };
}

test('a run is named by its experiment and its id', async (t) => {
  const { loaded, runs } = await loadedExperiment();
  t.is(usualFolder(loaded, { runs }), join(runs, `tiny-${loaded.id}`));
});

test('what has not run has nothing to show', async (t) => {
  const { loaded, context, runs } = await loadedExperiment();
  t.is(await reportIfDone(usualFolder(loaded, { runs }), {}, context), undefined);
});

test('a point whose code has changed since its sweep was started does not begin', async (t) => {
  const { loaded, context, runs } = await loadedExperiment();
  const error = await t.throwsAsync(start(loaded, { runs, expectId: 'another' }, context), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]!.code, 'run-changed');
  t.false(await exists(runs));
});
