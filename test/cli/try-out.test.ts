import test from 'ava';
import { tryOut } from '../../src/cli/try-out.ts';
import { experimentFile, tessera, tinyExperiment } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

test('more tensors than there is memory for are not tried', async (t) => {
  const needed = { model: 0, optimizer: 0, step: 2 ** 60 };
  const answer = await tryOut('a.yaml', { set: [], needed }, testContext().context);
  t.true('notTried' in answer);
  if ('notTried' in answer) t.regex(answer.notTried, /^its tensors may need .* of memory are free$/);
});

test('a plan tries a few steps in a process of its own, with what --set says, and tells their time and memory', async (t) => {
  const { file, folder } = await experimentFile(tinyExperiment);
  const { stdout, stderr, exitCode } = await tessera(['plan', file, '--json', '--set', 'train.epochs=4'], {
    cwd: folder,
  });
  t.is(exitCode, 0, String(stderr));
  const plan = JSON.parse(String(stdout)) as {
    time: { seconds: { step: number; training: number } };
    peakMemoryBytes: number;
  };
  t.true(plan.time.seconds.step > 0);
  t.is(plan.time.seconds.training, 8 * plan.time.seconds.step);
  t.true(plan.peakMemoryBytes > 50 * 2 ** 20);
});
