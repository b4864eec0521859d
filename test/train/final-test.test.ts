import { join } from 'node:path';
import test from 'ava';
import { withCleanup } from '../../src/core/with-cleanup.ts';
import { listEvaluations, readEvaluation, readScores } from '../../src/evaluations/folder.ts';
import { finalEvaluation, testBest } from '../../src/train/final-test.ts';
import { checkpointState, saveCheckpoint } from '../../src/train/checkpoint.ts';
import { openParts } from '../../src/train/parts.ts';
import { openSession } from '../../src/train/session.ts';
import { untilTheEnd } from '../helpers/built.ts';
import { tracedContext } from '../helpers/run-context.ts';
import { assertFigures, readTrace, setState } from '../helpers/trace.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

/** Tests a run whose best checkpoint is that of step 9. */
async function tested(log: Record<string, unknown>, { hasTest = true } = {}) {
  const logger = recordingLogger();
  const given = await tracedContext({ replacements: { logger: () => () => logger } });
  const context = {
    ...given,
    experiment: {
      ...given.experiment,
      log: { ...given.experiment.log, loggers: given.experiment.log.loggers.slice(0, 1), ...log },
    },
  };
  const opened = await openParts(context, untilTheEnd);
  const parts = { ...opened, built: { ...opened.built, dataset: { ...opened.built.dataset, hasTest } } };
  const trace = await readTrace();
  const outcome = await withCleanup(
    async (cleanup) => {
      const session = await openSession(context, parts, undefined, cleanup);
      const { model } = parts.built;
      setState(model, trace.states['9']!);
      const best = { step: 9, best: null };
      await saveCheckpoint(
        [session.run.checkpointFile('best')],
        checkpointState(model, session.optimizer, undefined),
        best,
      );
      return testBest(context, parts, session, new AbortController().signal);
    },
    (error) => {
      throw error;
    },
  );
  return { context, parts, logger, outcome, trace };
}

test.serial('the best checkpoint is tested, at its own step, and leaves an evaluation of every sample', async (t) => {
  const { context, parts, logger, outcome, trace } = await tested({
    evaluation: true,
    worst_and_best: 2,
    confusion_matrix: true,
  });
  t.is(outcome.split, 'test');
  const [logged] = logger.logged.test;
  t.is(logged!.step, 9);
  assertFigures(t, logged!.values, trace.test, parts.built.metrics, 'test');
  t.deepEqual(
    logger.images.filter(({ tag }) => tag.startsWith('confusion/')),
    [{ step: 9, tag: 'confusion/test' }],
  );
  const places = logger.images.flatMap(({ tag }) => /^(?:worst|best)\/\d\d /.exec(tag)?.[0].trim() ?? []);
  t.deepEqual(places, ['worst/01', 'worst/02', 'best/01', 'best/02']);

  const folder = join(context.directory, 'evaluations', finalEvaluation);
  const evaluation = await readEvaluation(folder);
  t.like(evaluation, {
    name: 'end',
    run: { id: context.id, name: 'trace' },
    checkpoint: { name: 'best', step: 9 },
    split: 'test',
    photos: 5,
    loss: context.experiment.loss,
  });
  t.deepEqual(evaluation!.result, outcome.result);
  const scores = await readScores(folder);
  t.is(scores.length, 5);
  t.true(scores.every(({ loss, score }) => Number.isNaN(loss) && score >= 0));
  const counted = evaluation!.confusion.flat().reduce((sum, count) => sum + count, 0);
  const pixels = scores.flatMap(({ truePositives, falseNegatives }) => [...truePositives, ...falseNegatives]);
  t.is(
    counted,
    pixels.reduce((sum, count) => sum + count, 0),
  );
});

test.serial('without a test split the validation split is, whose figures the log has already', async (t) => {
  const { logger, outcome, context } = await tested({ evaluation: false, worst_and_best: 1 }, { hasTest: false });
  t.is(outcome.split, 'val');
  t.deepEqual([logger.logged.test, logger.logged.val, logger.curves], [[], [], []]);
  t.true(logger.images.some(({ tag }) => tag.startsWith('worst/01 val-')));
  t.deepEqual(await listEvaluations(context.directory), []);
});
