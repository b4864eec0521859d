import test from 'ava';
import { createRunReporter } from '../../../src/cli/report/run-reporter.ts';
import type { RunStart } from '../../../src/train/observer.ts';
import { testContext } from '../_context.ts';

function start(given: { step?: number; storedAs?: string } = {}): RunStart {
  return {
    directory: 'runs/pets-1a2b',
    record: { step: given.step ?? 0, parameters: { total: 12_345, trainable: 345 } },
    engine: { description: 'cpu, 2 threads' },
    schedule: { totalSteps: 100, stepsPerEpoch: 10 },
    samples: { train: 8, val: 4, test: 2 },
    ...(given.storedAs !== undefined && { storedAs: given.storedAs }),
  } as unknown as RunStart;
}

test('a run begins with where it goes, what computes, and how much there is to do', (t) => {
  const { context, err } = testContext();
  createRunReporter(context).started(start({ storedAs: 'memory' }));
  t.deepEqual(err, [
    'run         runs/pets-1a2b',
    'backend     cpu, 2 threads',
    'samples     8 train, 4 val, 2 test, stored in memory',
    'parameters  12,345, of which 345 are trained',
    'steps       100 (10 per epoch)',
  ]);
});

test('a run that has to do without the fast backend says so at once, and how to get it', (t) => {
  const { context, err } = testContext();
  const run = start();
  const missing = { name: 'onnxruntime', there: false, why: 'no network', howToGet: ['tessera backend install x'] };
  createRunReporter(context).started({ ...run, engine: { ...run.engine, missing } } as RunStart);
  t.deepEqual(err.slice(1, 4), [
    'backend     cpu, 2 threads',
    'warning     the fast backend onnxruntime is missing: no network',
    '  = tessera backend install x',
  ]);
});

test('a resumed run says from where it goes on, and a storage that was named is not told again', (t) => {
  const { context, err } = testContext();
  createRunReporter(context).started(start({ step: 30 }));
  t.is(err[0], 'run         runs/pets-1a2b, going on from step 30');
  t.is(err[2], 'samples     8 train, 4 val, 2 test');
});

test('a step shows its epoch, counted from 1, and its loss and speed', (t) => {
  for (const [step, epoch] of [
    [1, 1],
    [10, 1],
    [11, 2],
    [100, 10],
  ] as const) {
    const { context, err } = testContext();
    const reporter = createRunReporter(context);
    reporter.started(start());
    reporter.stepped({ step, loss: 0.123456, images: 4, seconds: 0.5 });
    const line = err.at(-1)!;
    t.true(line.startsWith(`epoch ${epoch} ${step}/100  loss 0.1235  8.0 images/s  `), line);
    t.regex(line, / left$/);
  }
});

test('a validation is a line with every figure under its name', (t) => {
  const { context, err } = testContext();
  const metrics = new Map([['iou/macro/image', { value: 0.5, perClass: [], direction: 'max' as const }]]);
  const logged = { scalars: new Map(), images: new Map() };
  createRunReporter(context).validated(
    20,
    { loss: 0.25, weight: 1, losses: new Map([['loss/focal', 0.125]]), metrics, predictions: new Map(), logged },
    null,
    { loss: 0.25, metrics: {} },
  );
  t.is(err.length, 1);
  t.regex(err[0]!, /^step 20: /);
  t.regex(err[0]!, /val\/loss 0\.2500/);
  t.regex(err[0]!, /val\/loss\/focal 0\.1250/);
  t.regex(err[0]!, /val\/iou\/macro\/image 0\.5000/);
});

test('whom a run waits for, and what failed after it had failed, are lines', (t) => {
  const { context, err } = testContext();
  const reporter = createRunReporter(context);
  reporter.waiting?.('process 7 on left, which packs the samples');
  reporter.failedLater(new Error('the disk is full'));
  reporter.failedLater('no error object');
  t.deepEqual(err, [
    'waiting     for process 7 on left, which packs the samples',
    'also failed: the disk is full',
    'also failed: no error object',
  ]);
});

test('samples that are left out are told together, those with the same problem in one line', (t) => {
  const { context, err } = testContext();
  const reporter = createRunReporter(context);
  const skip = (split: 'train' | 'val', name: string, more: object = {}) =>
    reporter.skipped({ split, name, problems: [{ code: 'bad-image', message: `${name} is cut off`, ...more }] });
  const of = (file: string) => ({ of: { group: { one: 'photo is cut off', many: 'photos are cut off' }, file } });
  for (let number = 1; number <= 25; number++) skip('train', `photo-${number}`, of(`photo-${number}.jpg`));
  skip('val', 'odd');
  t.deepEqual(err, [], 'they are told when all are known');
  reporter.surveyed!({ warnings: [] });
  t.deepEqual(err, [
    'skipped     in train: 25 photos are cut off, first: photo-1.jpg',
    'skipped     in val: odd is cut off',
  ]);
  skip('val', 'late');
  reporter.close();
  t.is(err[2], 'skipped     in val: late is cut off');
});
