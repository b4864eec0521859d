import test from 'ava';
import type { ComponentReference } from '../../../src/registry/index.ts';
import { buildPart } from '../../helpers/networks.ts';

const factors = test.macro({
  title: (_, reference) => `factors of ${JSON.stringify(reference)}`,
  async exec(t, reference: ComponentReference, expected: Record<number, number>) {
    const scheduler = await buildPart('scheduler', reference);
    for (const [step, factor] of Object.entries(expected))
      t.true(Math.abs(scheduler(Number(step)) - factor) < 1e-12, `step ${step}`);
  },
});

test(factors, { type: 'constant' }, { 0: 1, 99: 1 });
test(factors, { type: 'step', step_size: 50, gamma: 0.85 }, { 0: 1, 49: 1, 50: 0.85, 99: 0.85, 100: 0.7225 });
test(factors, { type: 'cosine' }, { 0: 1, 50: 0.5, 100: 0, 150: 0 });
test(
  factors,
  { type: 'cosine', total_steps: 4, min_factor: 0.2 },
  { 0: 1, 1: 0.2 + 0.4 * (1 + Math.SQRT1_2), 2: 0.6, 4: 0.2 },
);
test(factors, { type: 'poly', power: 2 }, { 0: 1, 50: 0.25, 100: 0, 101: 0 });
test(factors, { type: 'poly', power: 1, total_steps: 10, min_factor: 0.1 }, { 0: 1, 5: 0.55, 10: 0.1 });
