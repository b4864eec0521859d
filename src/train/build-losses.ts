import { isDeepStrictEqual } from 'node:util';
import { loggedLossName, namedLossParts, type Experiment } from '../../schemas/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { ComponentReference, Contexts, Loss, NamedLoss, Registry } from '../registry/index.ts';
import { sumLosses } from '../tasks/semantic/sum-losses.ts';
import { atPath } from '../core/errors/at-path.ts';

export interface LossesInput {
  readonly experiment: Pick<Experiment, 'loss' | 'log'>;
  readonly registry: Registry;
  readonly context: Omit<Contexts['loss'], 'build'>;
}

export interface BuiltLosses {
  /** What training minimises. */
  readonly loss: Loss;
  /** What validation and test evaluate beside it. */
  readonly losses: readonly NamedLoss[];
}

/**
 * Builds the loss, which may be a sum of several, and those of `log.losses`.
 * @throws TesseraError as their components do, with the path of the one that is wrong; `bad-value` for two of one name
 */
export async function buildLosses({ experiment, registry, context }: LossesInput): Promise<BuiltLosses> {
  const { loss: section, log } = experiment;
  const build = (reference: ComponentReference, path: string) =>
    atPath('loss', path, () => registry.build('loss', reference, context));
  const parts = await Promise.all(
    namedLossParts(section).map(async ({ name, path, weight, reference }) => ({
      name,
      factor: weight,
      reference,
      loss: await build(reference, path),
    })),
  );
  const isSum = Array.isArray(section);
  return {
    loss: isSum ? sumLosses(parts.map(({ name, factor, loss }) => ({ name, factor, loss }))) : parts[0]!.loss,
    losses: await buildLogged(log.losses, isSum ? parts : [], registry, build),
  };
}

/** The same losses, with class weights from these counts where `balanced` asks for that. */
export function balanceLosses({ loss, losses }: BuiltLosses, classPixels: readonly number[]): BuiltLosses {
  const balanced = (one: Loss) => one.balanced?.(classPixels) ?? one;
  return { loss: balanced(loss), losses: losses.map((one) => ({ ...one, loss: balanced(one.loss) })) };
}

type Build = (reference: ComponentReference, path: string) => Promise<Loss>;

/** A loss that is a part of the sum, with the same parameters, is logged as that. */
async function buildLogged(
  written: Experiment['log']['losses'],
  parts: readonly Logged[],
  registry: Registry,
  build: Build,
): Promise<NamedLoss[]> {
  const logged = written.map((item) => named(item, registry));
  const problems: Problem[] = [];
  const fresh = logged.filter(({ name, reference }, index) => {
    const part = parts.find((candidate) => candidate.name === name);
    if (part && isDeepStrictEqual(part.reference, reference)) return false;
    const first = logged.findIndex((candidate) => candidate.name === name);
    if (part || first < index) {
      const again = !part && isDeepStrictEqual(logged[first]!.reference, reference);
      const other = part ? '`loss`' : `log.losses.${first}`;
      problems.push(sameName(name, index, again ? `${other} is` : `${other} has with other parameters`));
    }
    return true;
  });
  if (problems.length > 0) throw new TesseraError(problems);
  return Promise.all(
    fresh.map(async (item) => ({
      name: item.name,
      loss: await build(item.reference, `log.losses.${logged.indexOf(item)}`),
    })),
  );
}

interface Logged {
  readonly name: string;
  readonly reference: ComponentReference;
}

function named(item: Experiment['log']['losses'][number], registry: Registry): Logged {
  if (typeof item === 'string')
    return { name: loggedLossName(item), reference: registry.slot('loss').parse({ type: item }) };
  const { name: _, ...reference } = item;
  return { name: loggedLossName(item), reference };
}

function sameName(name: string, index: number, where: string): Problem {
  return {
    code: 'bad-value',
    path: `log.losses.${index}`,
    message: `expected a loss of its own name, got \`${name}\`, which ${where}`,
    hints: ['leave it out, or give it a name: `{type: ..., name: ...}`'],
  };
}
