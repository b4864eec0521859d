import test from 'ava';
import { trialSchema, watchTrial } from '../../src/train/trial.ts';

const run = { engine: { description: 'wasm' }, samples: { train: 10, val: 4, test: 6 } };
const step = (seconds: number, images: number) => ({ step: 1, loss: 1, seconds, images });

test('a step is timed after the first, and where it has all its images', (t) => {
  const trial = watchTrial();
  trial.started(run);
  for (const report of [step(9, 4), step(0.1, 2), step(3, 4), step(2, 4)]) trial.stepped(report);
  const measured = trialSchema.parse(trial.result());
  t.is(measured.stepSeconds, 2);
  t.is(measured.engine, 'wasm');
  t.is(measured.samples, 20);
  t.is(measured.evaluationSeconds, undefined, 'nothing was tested');
  // Node.js alone takes more than 20 MiB, and less than this machine has.
  t.true(measured.peakMemoryBytes > 20 * 2 ** 20 && measured.peakMemoryBytes < 2 ** 40);
});

test('an evaluated image is timed from the second batch on', async (t) => {
  const trial = watchTrial();
  trial.started(run);
  trial.stepped(step(9, 4));
  trial.stepped(step(1, 4));
  trial.tested(4, 10);
  t.is(trial.result()!.evaluationSeconds, undefined);
  await new Promise((resolve) => setTimeout(resolve, 40));
  trial.tested(8, 10);
  trial.tested(10, 10);
  const { evaluationSeconds } = trial.result()!;
  // Four images in at least 40 ms (timers may be early by one); the last batch has fewer images, and took no time.
  t.true(evaluationSeconds! >= 0.039 / 4);
});

test('one step, which makes the graph, tells nothing', (t) => {
  const trial = watchTrial();
  trial.started(run);
  trial.stepped(step(9, 4));
  t.is(trial.result(), undefined);
});
