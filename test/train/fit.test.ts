import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Logger } from '../../src/log/logger.ts';
import { fit } from '../../src/train/fit.ts';
import { BatchNorm2d } from '../../src/nn/index.ts';
import { checkpointState, loadCheckpoint, type TrainingProgress } from '../../src/train/checkpoint.ts';
import { assertAllClose } from '../helpers/tensors.ts';
import {
  assertFigures,
  assertNear,
  assertState,
  assertTraced,
  combined,
  openTraced,
  policies,
  readCombined,
  readPolicies,
  readReplay,
  readTrace,
  replayOf,
} from '../helpers/trace.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

const beginning: TrainingProgress = { step: 0, best: null };
type Opened = Awaited<ReturnType<typeof openTraced>>;

/** Trains from `progress` on, to the end or until `stopAfter` steps are complete. */
async function train(
  opened: Opened,
  progress: TrainingProgress,
  { stopAfter = Infinity, folder = opened.folder } = {},
) {
  const stop = new AbortController();
  const logger = recordingLogger();
  const observer = recordingObserver({ stepped: ({ step }) => void (step === stopAfter && stop.abort()) });
  const outcome = await fit({
    ...opened,
    logger,
    observer,
    checkpointFile: (name) => join(folder, name),
    signal: stop.signal,
    progress,
  });
  return { outcome, scalars: logger.logged, logger, saved: observer.saves, reports: observer.reports };
}

/** The run's own figures of each logged step, without those of validations. */
const ofSteps = ({ run }: Awaited<ReturnType<typeof train>>['scalars']) => run.filter(({ values }) => 'lr' in values);

test.serial('the batches and dropout masks that PyTorch repeated are those that are made now', async (t) => {
  const { replay, trace } = { replay: await readReplay(), trace: await readTrace() };
  t.deepEqual(await replayOf(await openTraced()), replay);

  // What the trace is to tell apart must differ in it.
  t.deepEqual(
    replay.steps.map(({ indices }) => indices.length),
    Array.from({ length: 4 }, () => [4, 4, 4, 4, 2]).flat(),
  );
  const ofSample = (sample: number) =>
    replay.steps.flatMap(({ indices, images }) => {
      const bytes = Buffer.from(images, 'base64');
      const at = indices.indexOf(sample) * replay.height * replay.width * 3;
      return at < 0 ? [] : [bytes.toString('base64', at, at + replay.height * replay.width * 3)];
    });
  t.is(new Set(ofSample(0)).size, 4, 'a sample is augmented otherwise in each of four epochs');
  t.is(new Set(replay.steps.map(({ kept }) => JSON.stringify(kept))).size, 20, 'no two steps drop the same channels');
  t.is(new Set(trace.steps.map(({ learningRate }) => learningRate)).size, 7);
  t.true(
    replay.steps.every(({ masks }) => Buffer.from(masks, 'base64').includes(255)),
    'every batch has ignored pixels',
  );
});

for (const backend of ['wasm', 'auto'] as const) {
  test.serial(`twenty steps are PyTorch's, on the backend ${backend}`, async (t) => {
    const trace = await readTrace();
    const opened = await openTraced(backend);
    const tensors = tf.memory().numTensors;
    const began = performance.now();
    const { outcome, scalars, saved, reports } = await train(opened, beginning);
    const elapsed = (performance.now() - began) / 1000;
    t.is(tf.memory().numTensors, tensors);

    assertTraced(t, scalars, trace, opened.built.metrics);
    t.is(outcome.progress.step, 20);
    t.like(outcome.progress.best, { step: trace.best.step, metric: opened.built.metrics[0]!.name });
    t.true(Math.abs(outcome.progress.best!.value - trace.best.value) < 1e-12);
    await assertState(t, stateOf(opened), trace.states['20']!);
    t.deepEqual(
      reports.map(({ step, images }) => [step, images]),
      trace.steps.map((_, index) => [index + 1, index % 5 === 4 ? 2 : 4]),
    );
    const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
    t.true(seconds > 0 && seconds < elapsed, `${seconds} seconds of ${elapsed} were in steps`);
    for (const [index, { loss }] of reports.entries()) t.is(loss, scalars.train[index]!.values['loss']!);
    t.deepEqual(saved, [
      ...[3, 6, 9].flatMap((step) => [
        ...(step === 6 ? [{ names: ['epoch-1', 'last'], step: 5 }] : []),
        { names: ['best'], step },
      ]),
      ...[2, 3, 4].map((epoch) => ({ names: [`epoch-${epoch}`, 'last'], step: 5 * epoch })),
    ]);
  });
}

test.serial('the checkpoints hold the network and the optimizer as PyTorch has them after that step', async (t) => {
  const trace = await readTrace();
  const { folder } = await trained(t);
  for (const [name, progress] of Object.entries({
    best: { step: trace.best.step, best: trace.best.step },
    last: { step: 20, best: trace.best.step },
    'epoch-4': { step: 20, best: trace.best.step },
  })) {
    const other = await openTraced();
    const { step, best } = await loadCheckpoint(join(folder, name), stateOf(other));
    t.deepEqual({ step, best: best?.step }, progress);
    await assertState(t, stateOf(other), trace.states[step]!);
  }
});

// After step 3, a validation is due.
for (const stopAfter of [3, 8, 10]) {
  test.serial(`training that is interrupted after step ${stopAfter} and resumed is the same`, async (t) => {
    const trace = await readTrace();
    const first = await openTraced();
    const before = await train(first, beginning, { stopAfter });
    t.is(before.outcome.progress.step, stopAfter);
    t.is(before.outcome.progress.validationDue, stopAfter === 3 ? true : undefined, 'a validation is left for later');
    t.is(before.scalars.val.length, Math.floor((stopAfter - 1) / 3));
    t.deepEqual(before.saved.at(-1), { names: ['last'], step: stopAfter });

    const second = await openTraced();
    const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
    t.deepEqual(progress, before.outcome.progress);
    const after = await train(second, progress, { folder: first.folder });
    t.is(after.reports[0]!.step, stopAfter + 1);

    const { scalars } = before;
    const both = {
      train: [...scalars.train, ...after.scalars.train],
      val: [...scalars.val, ...after.scalars.val],
      test: [],
      run: [...scalars.run, ...after.scalars.run],
    };
    assertTraced(t, both, trace, second.built.metrics);
    t.is(after.outcome.progress.best?.step, trace.best.step);
    await assertState(t, stateOf(second), trace.states['20']!);
  });
}

/** Trains for a step with its validation, whose images take longer to draw than the best checkpoint to write. */
async function trainWithPanels(image: Logger['image'], saved: (names: readonly string[]) => void) {
  const opened = await openTraced();
  const { val } = opened.splits;
  const slow = { ...val, read: async (index: number) => (await pause(100), val.read(index)) };
  await fit({
    ...opened,
    splits: { ...opened.splits, val: slow },
    schedule: { ...opened.schedule, totalSteps: 1, isValidationDue: () => true, isCheckpointDue: () => true },
    log: { ...opened.log, panel_samples: 1, error_maps: false },
    logger: { ...recordingLogger(), image },
    observer: recordingObserver({ saved }),
    checkpointFile: (name) => join(opened.folder, name),
    signal: new AbortController().signal,
    progress: beginning,
  });
}

test.serial('the images of a validation are logged before the last checkpoint is written', async (t) => {
  const events: string[] = [];
  await trainWithPanels(
    (_, step, tag) => void events.push(`${tag} of step ${step}`),
    (names) => void events.push(`saved ${names.join()}`),
  );
  t.deepEqual(events, ['saved best', 'panel/val-0000 of step 1', 'saved step-1,last']);
});

test.serial('an image that cannot be logged ends training before the last checkpoint is written', async (t) => {
  const events: string[] = [];
  const full = new Error('the disk is full');
  const fail = () => {
    throw full;
  };
  const error = await t.throwsAsync(trainWithPanels(fail, (names) => void events.push(names.join())));
  t.is(error, full);
  t.deepEqual(events, ['best']);
});

test.serial('a checkpoint that is asked for is saved after the step, once, and training goes on', async (t) => {
  const opened = await openTraced();
  const savers = new Set<() => void>();
  const observer = recordingObserver({
    stepped: ({ step }) => step === 7 && [1, 2].forEach(() => savers.forEach((save) => save())),
  });
  const { progress } = await fit({
    ...opened,
    logger: recordingLogger(),
    observer,
    checkpointFile: (name) => join(opened.folder, name),
    signal: new AbortController().signal,
    onSave(listener) {
      savers.add(listener);
      return () => savers.delete(listener);
    },
    progress: beginning,
  });
  t.is(progress.step, 20);
  t.deepEqual(
    observer.saves.filter(({ step }) => [7, 8].includes(step)),
    [{ names: ['last'], step: 7 }],
  );
  t.is(savers.size, 0);
});

test.serial('each epoch has the mean of its images, also where training was interrupted within it', async (t) => {
  const first = await openTraced();
  const before = await train(first, beginning, { stopAfter: 8 });
  const second = await openTraced();
  const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
  const after = await train(second, progress, { folder: first.folder });
  const losses = [...before.scalars.train, ...after.scalars.train].map(({ values }) => values['loss']!);
  // An epoch is four batches of 4 images and one of 2.
  const expected = [0, 1, 2, 3].map((epoch) => {
    const of = losses.slice(5 * epoch, 5 * epoch + 5);
    return (4 * (of[0]! + of[1]! + of[2]! + of[3]!) + 2 * of[4]!) / 18;
  });
  const epochs = [...before.logger.epochs, ...after.logger.epochs];
  t.deepEqual(
    epochs.map(({ epoch, step }) => [epoch, step]),
    [1, 2, 3, 4].map((epoch) => [epoch, 5 * epoch]),
  );
  for (const [index, { values }] of epochs.entries()) assertNear(t, values['loss']!, expected[index]!, 1e-12, 'mean');
});

test.serial(
  'histograms are of every parameter that trains and its gradient, whose norm is the logged one',
  async (t) => {
    const opened = await openTraced('wasm', ['log.histograms={steps: 3}', 'train.max_steps=4']);
    const { logger, scalars } = await train(opened, beginning);
    const names = opened.built.model.namedParameters().map(([name]) => name);
    for (const kind of ['weights', 'gradients']) {
      const tags = names.map((name) => `${kind}/${name}`);
      const of = logger.histograms.filter(({ tag }) => tag.startsWith(kind));
      t.deepEqual(
        of.map(({ step, tag }) => [step, tag]),
        [3, 4].flatMap((step) => tags.map((tag) => [step, tag])),
      );
      const norm = Math.hypot(...of.filter(({ step }) => step === 3).flatMap(({ values }) => values));
      assertNear(t, ofSteps(scalars)[2]!.values[`norm/${kind}`]!, norm, 1e-6, kind);
    }
  },
);

test.serial('only the steps that are due are logged', async (t) => {
  const opened = await openTraced();
  const everyEight = { ...opened, schedule: { ...opened.schedule, isLogDue: (step: number) => step % 8 === 0 } };
  const { scalars, reports } = await train(everyEight, beginning);
  t.deepEqual(
    scalars.train.map(({ step }) => step),
    [8, 16],
  );
  t.is(reports.length, 20);
});

test.serial('after each step the event loop gets a turn, also where batches are there at once', async (t) => {
  const opened = await openTraced();
  const built = { ...opened.built, augmentations: [] };
  const schedule = { ...opened.schedule, isValidationDue: () => false, isCheckpointDue: () => false };
  let [turns, steps] = [0, 0];
  const logger = recordingLogger();
  const observer = recordingObserver({
    stepped: () => {
      t.is(turns, steps++);
      setImmediate(() => turns++);
    },
  });
  const checkpointFile = (name: string) => join(opened.folder, name);
  const { signal } = new AbortController();
  const input = { ...opened, built, schedule, logger, observer, checkpointFile, signal };
  await fit({ ...input, progress: beginning });
  t.is(steps, 20);
});

test.serial('a signal that came before the first step is heeded, and the beginning saved', async (t) => {
  const opened = await openTraced();
  const observer = recordingObserver();
  const { progress } = await fit({
    ...opened,
    logger: recordingLogger(),
    observer,
    checkpointFile: (name) => join(opened.folder, name),
    signal: AbortSignal.abort(),
    progress: beginning,
  });
  t.deepEqual(progress, beginning);
  t.deepEqual(observer.saves, [{ names: ['last'], step: 0 }]);
});

test.serial('a loss that is not finite ends training, with the step and the learning rate', async (t) => {
  const opened = await openTraced();
  const { loss } = opened.built;
  let steps = 0;
  const divided: typeof loss = (...args) => tf.div(loss(...args), ++steps < 5 ? 1 : 0);
  const built = { ...opened.built, loss: divided };
  const schedule = { ...opened.schedule, isValidationDue: () => false };
  const error = await t.throwsAsync(train({ ...opened, built, schedule }, beginning), { instanceOf: TesseraError });
  t.regex(error.message, /diverged: the training loss became Infinity at step 5, with a learning rate of 0\.024/);
});

for (const backend of ['wasm', 'auto'] as const) {
  test.serial(
    `groups, accumulation, clipping, an average and a warm-up are PyTorch's, on the backend ${backend}`,
    async (t) => {
      const opened = await openTraced(backend, policies);
      const tensors = tf.memory().numTensors;
      const { outcome, scalars, reports } = await train(opened, beginning);
      t.is(tf.memory().numTensors, tensors);
      t.is(outcome.progress.step, 12);
      t.deepEqual(
        reports.map(({ images }) => images),
        Array.from({ length: 4 }, () => [8, 8, 2]).flat(),
      );
      await assertPolicies(t, opened, scalars);
    },
  );
}

test.serial('they are the same where training was interrupted and resumed, to the last digit', async (t) => {
  const whole = await openTraced('wasm', policies);
  const all = await train(whole, beginning);
  const first = await openTraced('wasm', policies);
  // A validation is due after step 6, which is left for later.
  const before = await train(first, beginning, { stopAfter: 6 });
  const second = await openTraced('wasm', policies);
  const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
  t.true(progress.validationDue);
  const after = await train(second, progress, { folder: first.folder });

  const both = {
    train: [...before.scalars.train, ...after.scalars.train],
    val: [...before.scalars.val, ...after.scalars.val],
    run: [...before.scalars.run, ...after.scalars.run],
  };
  const timeless = (scalars: typeof both.run) =>
    scalars.map(({ step, values }) => ({
      step,
      values: Object.entries(values).filter(([name]) => !name.startsWith('time/')),
    }));
  t.deepEqual(both.train, all.scalars.train);
  t.deepEqual(timeless(both.run), timeless(all.scalars.run));
  t.deepEqual(both.val, all.scalars.val);
  const [expected, resumed] = [stateOf(whole), stateOf(second)];
  for (const owner of ['model', 'optimizer', 'trained'] as const) {
    t.true(expected[owner]!.size > 0);
    for (const [name, variable] of expected[owner]!)
      t.deepEqual(await resumed[owner]!.get(name)!.data(), await variable.data(), `${owner} ${name}`);
  }
});

test.serial('the best checkpoint has the average as its network, with which it was validated', async (t) => {
  const opened = await openTraced('wasm', policies);
  const { outcome } = await train(opened, beginning);
  t.is(outcome.progress.best?.step, 12);
  const { averages } = await readPolicies();
  const other = await openTraced('wasm', policies);
  await loadCheckpoint(join(opened.folder, 'best'), { model: other.built.model.stateDict() });
  for (const [name, variable] of other.built.model.stateDict())
    await assertAllClose(t, variable, averages[name]!, 1e-5, name);
});

for (const stopAfter of [undefined, 4, 7]) {
  const when = stopAfter === undefined ? '' : `, interrupted after step ${stopAfter}`;
  test.serial(
    `a sum of losses with an auxiliary head, a part that thaws, accumulation, an average and a plateau are PyTorch's${when}`,
    async (t) => {
      const trace = await readCombined();
      const first = await openTraced('wasm', combined);
      const parts = [await train(first, beginning, stopAfter === undefined ? {} : { stopAfter })];
      let opened = first;
      if (stopAfter !== undefined) {
        opened = await openTraced('wasm', combined);
        const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(opened));
        parts.push(await train(opened, progress, { folder: first.folder }));
      }
      const all = (subject: 'train' | 'val' | 'run') => parts.flatMap(({ scalars }) => scalars[subject]);
      const { metrics, model } = opened.built;
      const assertLosses = (values: Readonly<Record<string, number>>, losses: Record<string, number>, what: string) => {
        for (const [name, expected] of Object.entries(losses))
          assertNear(t, values[name]!, expected, 5e-6, name + what);
      };
      const rates = all('run').filter(({ values }) => 'lr' in values);
      t.deepEqual(
        all('train').map(({ step }) => step),
        trace.steps.map((_, index) => index + 1),
      );
      for (const [index, { losses, factor, gradNorm, ...figures }] of trace.steps.entries()) {
        const what = `, step ${index + 1}`;
        assertFigures(t, all('train')[index]!.values, figures, metrics, what);
        assertLosses(all('train')[index]!.values, losses, what);
        assertNear(t, rates[index]!.values['lr']!, 0.1 * factor, 1e-12, `rate${what}`);
        assertNear(t, rates[index]!.values['lr/layers.0']!, 0.05 * factor, 1e-12, `rate of the group${what}`);
        assertNear(t, rates[index]!.values['norm/gradients']!, gradNorm, 1e-5, `norm${what}`);
      }
      t.deepEqual(
        all('val').map(({ step }) => step),
        trace.validations.map(({ step }) => step),
      );
      for (const [index, { losses, step, ...figures }] of trace.validations.entries()) {
        assertFigures(t, all('val')[index]!.values, figures, metrics, `validation at step ${step}`);
        assertLosses(all('val')[index]!.values, losses, `, validation at step ${step}`);
      }
      await assertState(t, { model: model.stateDict(), optimizer: opened.optimizer.stateDict() }, trace.state);
      for (const [name, variable] of opened.average!.averages)
        await assertAllClose(t, variable, trace.averages[name]!, 1e-5, `average of ${name}`);
    },
  );
}

test.serial('accumulated steps whose parts are equally large are steps of the whole batch', async (t) => {
  // Without what depends on the batch: augmentation, dropout, normalisation, ignored pixels.
  const same = ['model={type: traced, dropout: 0}', 'augmentations=[]', 'dataset.border=0', 'dataset.train=16'];
  const lossesOf = async (overrides: readonly string[]) => {
    const opened = await openTraced('wasm', [...same, ...overrides]);
    for (const [, module] of opened.built.model.namedModules()) {
      if (module instanceof BatchNorm2d) module.forward = (x) => tf.clone(x);
    }
    return (await train(opened, beginning)).reports.map(({ loss }) => loss);
  };
  const whole = await lossesOf(['train.batch_size=8']);
  const parts = await lossesOf(['train.batch_size=2', 'train.accumulate=4']);
  t.is(parts.length, 8);
  for (const [index, loss] of parts.entries()) t.true(Math.abs(loss - whole[index]!) < 1e-5, `step ${index + 1}`);
});

const stalling = ['train.early_stopping={metric: loss, patience: 2, min_delta: 100}'];

test.serial('early stopping ends training after the validations that were no better, and saves', async (t) => {
  const opened = await openTraced('wasm', stalling);
  const { outcome, scalars, saved, reports } = await train(opened, beginning);
  t.like(outcome, { endedBy: 'early_stopping', progress: { step: 9 } });
  t.is(reports.length, 9);
  t.deepEqual(
    outcome.progress.validations,
    scalars.val.map(({ step, values }) => ({ step, values: { loss: values['loss']! } })),
  );
  t.deepEqual(saved.at(-1), { names: ['last'], step: 9 });

  // A run that goes on from there is over already.
  const second = await openTraced('wasm', stalling);
  const progress = await loadCheckpoint(join(opened.folder, 'last'), stateOf(second));
  const again = await train(second, progress, { folder: opened.folder });
  t.is(again.reports.length, 0);
  t.is(again.outcome.endedBy, 'early_stopping');
});

test.serial('early stopping counts the validations before an interruption too', async (t) => {
  const first = await openTraced('wasm', stalling);
  await train(first, beginning, { stopAfter: 7 });
  const second = await openTraced('wasm', stalling);
  const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
  t.like((await train(second, progress, { folder: first.folder })).outcome, {
    endedBy: 'early_stopping',
    progress: { step: 9 },
  });
});

test.serial('the time limit ends training after the step, with a validation and a checkpoint', async (t) => {
  const opened = await openTraced('wasm', ['train.max_time=1m']);
  let seconds = 0;
  const timed = { ...opened, seconds: () => (seconds += 15) };
  const { outcome, scalars, saved } = await train(timed, beginning);
  // Asked for once before the first step, and once after each.
  t.like(outcome, { endedBy: 'max_time', progress: { step: 3 } });
  t.deepEqual(
    scalars.val.map(({ step }) => step),
    [3],
  );
  t.deepEqual(saved.at(-1), { names: ['last'], step: 3 });
});

test.serial('a rate that falls on a plateau follows the validations, and goes on with them', async (t) => {
  const plateau = [
    'scheduler={type: reduce-on-plateau, metric: loss, patience: 0, threshold: 100, threshold_mode: abs, factor: 0.5}',
  ];
  const rates = (scalars: Awaited<ReturnType<typeof train>>['scalars']) =>
    ofSteps(scalars).map(({ values }) => values['lr']! / 0.03);
  // Validations after steps 3, 6, ...: the first is the best, and each later one halves the rate of the next step.
  const expected = Array.from({ length: 20 }, (_, index) => 0.5 ** Math.max(0, Math.floor(index / 3) - 1));
  const first = await openTraced('wasm', plateau);
  const before = await train(first, beginning, { stopAfter: 9 });
  const second = await openTraced('wasm', plateau);
  const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
  const after = await train(second, progress, { folder: first.folder });
  t.deepEqual([...rates(before.scalars), ...rates(after.scalars)], expected);
});

test.serial(
  'a frozen part begins to train after as many steps as are said, also where training is resumed',
  async (t) => {
    const overrides = ['train.freeze=[layers.0, layers.1]', 'train.unfreeze_at={steps: 7}'];
    const first = await openTraced('wasm', overrides);
    const names = ['layers.0.weight', 'layers.1.weight', 'layers.1.running_mean'];
    const read = async ({ built }: Opened) =>
      Promise.all(names.map(async (name) => [...(await built.model.stateDict().get(name)!.data())]));
    const beginningState = await read(first);
    await train(first, beginning, { stopAfter: 7 });
    t.deepEqual(await read(first), beginningState);
    const decoder = [...(await first.built.model.stateDict().get('layers.4.weight')!.data())];

    const second = await openTraced('wasm', overrides);
    t.notDeepEqual([...(await second.built.model.stateDict().get('layers.4.weight')!.data())], decoder);
    const progress = await loadCheckpoint(join(first.folder, 'last'), stateOf(second));
    await train(second, progress, { stopAfter: 8, folder: first.folder });
    for (const [index, values] of (await read(second)).entries())
      t.notDeepEqual(values, beginningState[index], names[index]);

    const whole = await openTraced('wasm', overrides);
    await train(whole, beginning, { stopAfter: 8 });
    t.deepEqual(await read(whole), await read(second));
  },
);

async function assertPolicies(
  t: ExecutionContext,
  opened: Opened,
  scalars: Awaited<ReturnType<typeof train>>['scalars'],
): Promise<void> {
  const trace = await readPolicies();
  const { metrics, model } = opened.built;
  for (const [index, { learningRate, groupRate, gradNorm, ...figures }] of trace.steps.entries()) {
    const { values } = scalars.train[index]!;
    assertFigures(t, values, figures, metrics, `step ${index + 1}`);
    const ofRun = ofSteps(scalars)[index]!.values;
    assertNear(t, ofRun['lr']!, learningRate, 1e-12, `learning rate of step ${index + 1}`);
    assertNear(t, ofRun['lr/layers.0']!, groupRate, 1e-12, `rate of the group at step ${index + 1}`);
    assertNear(t, ofRun['norm/gradients']!, gradNorm, 1e-5, `norm at step ${index + 1}`);
  }
  for (const [index, { step, ...figures }] of trace.validations.entries()) {
    t.is(scalars.val[index]!.step, step);
    assertFigures(t, scalars.val[index]!.values, figures, metrics, `validation at step ${step}`);
  }
  await assertState(t, { model: model.stateDict(), optimizer: opened.optimizer.stateDict() }, trace.state);
  for (const [name, variable] of opened.average!.averages)
    await assertAllClose(t, variable, trace.averages[name]!, 1e-5, `average of ${name}`);
}

let whole: Promise<Opened> | undefined;

/** A run from the beginning to the end, made once. */
async function trained(t: ExecutionContext): Promise<Opened> {
  whole ??= openTraced().then(async (opened) => {
    const { outcome } = await train(opened, beginning);
    t.is(outcome.progress.step, 20);
    return opened;
  });
  return whole;
}

function stateOf({ built, optimizer, average }: Opened) {
  return checkpointState(built.model, optimizer, average);
}

const policy = ['train.keep={best: 2, every: 2}'];

test.serial('checkpoints that a policy does not keep go as training goes on, also if it was interrupted', async (t) => {
  const first = await openTraced('wasm', policy);
  const file = (name: string) => join(first.folder, 'checkpoints', `${name}.safetensors`);
  await mkdir(join(first.folder, 'checkpoints'));
  const trainOn = (opened: Opened, progress: TrainingProgress, stopAfter: number) => {
    const stop = new AbortController();
    const logger = recordingLogger();
    const observer = recordingObserver({ stepped: ({ step }) => void (step === stopAfter && stop.abort()) });
    const { signal } = stop;
    const outcome = fit({ ...opened, logger, observer, checkpointFile: file, signal, progress });
    return outcome.then(() => logger.logged.val);
  };
  const before = await trainOn(first, beginning, 13);
  const second = await openTraced('wasm', policy);
  const after = await trainOn(second, await loadCheckpoint(file('last'), stateOf(second)), Infinity);
  const [deciding] = second.built.metrics;
  const best = [...before, ...after]
    .toSorted((a, b) => b.values[deciding!.name]! - a.values[deciding!.name]! || a.step - b.step)
    .slice(0, 2)
    .map(({ step }) => (step % 5 === 0 ? `epoch-${step / 5}` : `step-${step}`));
  const left = (await readdir(join(first.folder, 'checkpoints'))).map((name) => name.replace('.safetensors', ''));
  t.deepEqual(left.toSorted(), [...new Set(['best', 'last', 'epoch-2', 'epoch-4', ...best])].toSorted());
  for (const name of best) {
    const { step } = await loadCheckpoint(file(name), stateOf(second));
    t.is(step % 5 === 0 ? `epoch-${step / 5}` : `step-${step}`, name);
  }
});
