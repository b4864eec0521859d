import test from 'ava';
import { runOnMutant } from '../../../proof/mutation/run-on-mutant.ts';
import type { Mutant } from '../../../proof/mutation/mutant.ts';
import type { TestRun } from '../../../proof/mutation/run-tests.ts';

type Outcome = TestRun['outcome'];

/** Runs on a machine where the test ends so with the mutant and, after so many seconds each, without it. */
async function onMachine(withMutant: readonly Outcome[], without: readonly (readonly [Outcome, number])[]) {
  const [told, limits]: [string[], number[]] = [[], []];
  let isBroken = false;
  const ends = [withMutant.values(), without.values()] as const;
  const sandbox = {
    root: '',
    scratch: '',
    apply: () => {
      isBroken = true;
      return Promise.resolve(() => Promise.resolve(void (isBroken = false)));
    },
    clean: () => Promise.resolve(void told.push('clean')),
  };
  const run = await runOnMutant(sandbox, {} as Mutant, 'a.test.ts', 5, (_, file, limit) => {
    told.push(`${file} ${isBroken ? 'with' : 'without'}`);
    if (isBroken) limits.push(limit);
    if (isBroken) return Promise.resolve({ outcome: ends[0].next().value!, seconds: 10 });
    const [outcome, seconds] = ends[1].next().value!;
    return Promise.resolve({ outcome, seconds });
  });
  return { ...run, limits, told };
}

const three = <T>(what: T): T[] => [what, what, what];

test('a test that ends tells what it found, in four times its usual time and 20 seconds', async (t) => {
  for (const outcome of ['passed', 'failed'] as const) {
    const run = await onMachine([outcome], []);
    t.like(run, { outcome, seconds: 10, limits: [40] });
    t.deepEqual(run.told, ['a.test.ts with', 'clean']);
  }
});

test('a time-out counts where the test is as fast as ever without the mutant', async (t) => {
  const run = await onMachine(['timed out'], [['passed', 6]]);
  t.like(run, { outcome: 'timed out', limits: [40] });
  t.deepEqual(run.told, ['a.test.ts with', 'clean', 'a.test.ts without', 'clean']);
  t.is(
    (await onMachine(['timed out', 'failed'], [['passed', 10]])).outcome,
    'timed out',
    '60 seconds are not enough more',
  );
});

test('on a machine that became slow it is tried again with more time', async (t) => {
  t.like(await onMachine(['timed out', 'failed'], [['passed', 30]]), {
    outcome: 'failed',
    seconds: 20,
    limits: [40, 140],
  });
  const failing = await onMachine(['timed out', 'passed'], [['failed', 1]]);
  t.like(failing, { outcome: 'passed', limits: [40, 60] });
});

test('what can not be timed in three tries is not noticed', async (t) => {
  const run = await onMachine(three('timed out' as const), three(['timed out', 600] as const));
  t.like(run, { outcome: 'passed', seconds: 30, limits: [40, 600, 600] });
});
