import { openSummaryWriter, type HyperParameterValue } from 'tensorboard-ts-writer';
import { seedTags } from '../log/layout.ts';
import type { CurveValue, Curves } from '../runs/curves.ts';
import { spreadOf } from '../runs/spread.ts';
import { bestSeedTags } from './columns.ts';

/** A run of the group. */
export interface SeedMember {
  readonly curves: Curves;
  readonly hyperParameters: Readonly<Record<string, HyperParameterValue>>;
  /** The figures of its best validation, by name. */
  readonly best: Readonly<Record<string, number>>;
  /** The step of that validation. */
  readonly step: number;
}

/**
 * Writes runs that differ in their seed as one more run of TensorBoard: of each validation's figure the mean, and one
 * standard deviation below and above, at the steps that all of them have; and a row of the HParams view. What this
 * folder had before is void.
 */
export async function writeSeeds(directory: string, members: readonly SeedMember[]): Promise<void> {
  const writer = openSummaryWriter(directory, { firstStep: 0, describe: describeSeeds });
  writer.startSession(shared(members.map(({ hyperParameters }) => hyperParameters)));
  for (const [step, values] of bySteps(members.map(({ curves }) => curves))) writer.scalars(step, values);
  const figures = [...new Set(members.flatMap(({ best }) => Object.keys(best)))];
  const step = Math.max(...members.map((member) => member.step));
  for (const figure of figures) {
    const { mean, deviation } = spreadOf(members.map(({ best }) => best[figure] ?? NaN));
    const tags = bestSeedTags(figure);
    writer.scalars(step, { [tags.mean]: mean, [tags.deviation]: deviation });
  }
  await writer.close();
}

function describeSeeds(tag: string): { readonly description: string } {
  const what =
    tag.endsWith('/low') || tag.endsWith('/high') ? 'The mean minus or plus one standard deviation' : 'The mean';
  const of = tag.endsWith('/deviation') ? 'The standard deviation (n - 1)' : what;
  return { description: `${of} of runs that differ in their seed only.` };
}

/** What all have alike. */
function shared(all: readonly Readonly<Record<string, HyperParameterValue>>[]): Record<string, HyperParameterValue> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => key !== 'seed' && others.every((other) => other[key] === value)),
  );
}

/** The values of each step, in order. */
function bySteps(all: readonly Curves[]): [step: number, values: Record<string, number>][] {
  const [first = new Map()] = all;
  const steps = new Map<number, Record<string, number>>();
  for (const name of [...first.keys()].filter((each) => each.startsWith('val/'))) {
    const tags = seedTags(name);
    for (const step of first.get(name)!.keys()) {
      const values = all.map((curves) => numberOf(curves.get(name)?.get(step)));
      const { mean, deviation, count } = spreadOf(values);
      if (count < all.length) continue;
      const known = steps.get(step) ?? {};
      steps.set(step, { ...known, [tags.value]: mean, [tags.lower]: mean - deviation, [tags.upper]: mean + deviation });
    }
  }
  return [...steps].toSorted(([a], [b]) => a - b);
}

function numberOf(value: CurveValue | undefined): number {
  return typeof value === 'number' ? value : NaN;
}
