import { readFile } from 'node:fs/promises';
import type { ExecutionContext } from 'ava';
import type { ComponentReference, WatchedMetric } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';

/** The factors on the learning rate by completed steps, where training has 100 steps, 10 per epoch. */
export async function assertFactors(
  t: ExecutionContext,
  reference: ComponentReference,
  expected: Readonly<Record<number, number>>,
): Promise<void> {
  const scheduler = await buildPart('scheduler', reference, { totalSteps: 100, stepsPerEpoch: 10 });
  for (const [step, factor] of Object.entries(expected)) {
    const actual = scheduler(Number(step));
    t.true(Math.abs(actual - factor) < 1e-12, `expected ${factor} after ${step} steps; got ${actual}`);
  }
}

/** What fixtures/train/schedulers.py writes. */
interface PyTorchSchedulers {
  readonly steps: number;
  readonly stepsPerEpoch: number;
  /** Steps between two validations, whose values are those of `metric`. */
  readonly every: number;
  readonly metric: readonly number[];
  readonly factors: Readonly<Record<string, readonly number[]>>;
}
const pytorch = JSON.parse(
  await readFile(new URL('../../fixtures/train/schedulers.json', import.meta.url), 'utf8'),
) as PyTorchSchedulers;

/** The factor after each of 60 steps, 10 per epoch, is the one that PyTorch gave under `name`. */
export async function assertPyTorchFactors(
  t: ExecutionContext,
  name: string,
  reference: ComponentReference,
  direction: WatchedMetric['direction'] = 'max',
): Promise<void> {
  const { steps: totalSteps, stepsPerEpoch, every, metric, factors } = pytorch;
  const scheduler = await buildPart('scheduler', reference, { totalSteps, stepsPerEpoch });
  const all = metric.map((value, index) => ({ step: (index + 1) * every, value }));
  t.is(factors[name]!.length, totalSteps);
  for (const [step, factor] of factors[name]!.entries()) {
    const actual = scheduler(step, { direction, values: all.filter((validation) => validation.step <= step) });
    t.true(Math.abs(actual - factor) < 1e-12, `${name}: expected ${factor} after ${step} steps; got ${actual}`);
  }
}
