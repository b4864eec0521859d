import type { ExecutionContext } from 'ava';
import type { ComponentReference } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';

/** The factors on the learning rate by completed steps, where training has 100. */
export async function assertFactors(
  t: ExecutionContext,
  reference: ComponentReference,
  expected: Readonly<Record<number, number>>,
): Promise<void> {
  const scheduler = await buildPart('scheduler', reference, { totalSteps: 100 });
  for (const [step, factor] of Object.entries(expected)) {
    const actual = scheduler(Number(step));
    t.true(Math.abs(actual - factor) < 1e-12, `expected ${factor} after ${step} steps; got ${actual}`);
  }
}
