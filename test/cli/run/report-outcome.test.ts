import test from 'ava';
import { reportOutcome, tellResult } from '../../../src/cli/run/report-outcome.ts';
import { runResultSchema } from '../../../src/runs/result.ts';
import { lastEvent } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

const figures = { loss: 0.25, metrics: { 'iou/macro': { value: 0.5, perClass: [0.4, 0.6] } } };
const result = runResultSchema.parse({
  id: '1a2b3c4d',
  name: 'demo',
  steps: 40,
  classes: ['background', 'pet'],
  best: { step: 30, metric: 'iou/macro', value: 0.5 },
  test: figures,
  seconds: 61,
});

test('a complete run has its table, the step of the best checkpoint and what to do with it', async (t) => {
  const { context, out } = testContext();
  t.is(await reportOutcome({ status: 'completed', result }, 'runs/demo-1', {}, context), 0);
  t.true(out[0]!.includes('pet') && out[0]!.includes('0.5000'), out[0]);
  t.deepEqual(out.slice(1), [
    '',
    'Done in 1m 01s; figures of the best checkpoint (step 30).',
    '  look at it:  tessera board runs',
    '  test again:  tessera test runs/demo-1',
  ]);
});

test('what ended training is told, and which split the figures are of', async (t) => {
  const { context, out } = testContext();
  const { test: _, ...rest } = result;
  await tellResult({ ...rest, val: result.test, best: null, endedBy: 'max_time' }, 'runs/demo-1', context);
  t.deepEqual(out.slice(2), [
    'Training was ended by train.max_time, after step 40.',
    'Done in 1m 01s; figures of the best checkpoint (step 40).',
    '  look at it:  tessera board runs',
    'The data has no test split: the figures are those of the validation.',
    '  test again:  tessera test runs/demo-1 --split val',
  ]);
});

test('a run that was interrupted says how to go on, or that there is nothing to go on with', async (t) => {
  const { context, out, err } = testContext();
  t.is(await reportOutcome({ status: 'interrupted', step: 7 }, 'runs/demo-1', {}, context), 130);
  t.is(await reportOutcome({ status: 'interrupted', step: 0 }, 'runs/demo-1', { json: true }, context), 130);
  t.deepEqual(err, [
    'Interrupted after step 7; it is saved. To go on: tessera run --resume runs/demo-1',
    'Interrupted before training started; nothing was written.',
  ]);
  t.like(lastEvent(out.join('\n')), { event: 'end', of: 'run', status: 'interrupted', step: 0, existing: false });
});

test('as JSON the result is the last line, and says whether it was there before', async (t) => {
  const { context, out } = testContext();
  await reportOutcome({ status: 'completed', result }, 'runs/demo-1', { json: true, existing: true }, context);
  t.like(lastEvent(out.join('\n')), {
    event: 'end',
    of: 'run',
    status: 'completed',
    directory: 'runs/demo-1',
    existing: true,
    result: { id: '1a2b3c4d', best: { step: 30 } },
  });
});
