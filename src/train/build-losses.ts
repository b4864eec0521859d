import type { Experiment, LossPart } from '../../schemas/index.ts';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { ComponentReference, Contexts, Loss, NamedLoss, Registry } from '../registry/index.ts';
import { sumLosses } from '../tasks/semantic/sum-losses.ts';
import { atPath } from '../core/errors/at-path.ts';

export interface LossesInput {
  readonly experiment: Pick<Experiment, 'loss' | 'log'>;
  readonly registry: Registry;
  readonly context: Omit<Contexts['loss'], 'build'>;
}

/** The losses that are logged under names of their own. */
export interface NamedLosses {
  readonly loss: { readonly parts?: readonly { readonly name: string }[] };
  readonly losses: readonly { readonly name: string }[];
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
  if (!Array.isArray(section)) {
    const loss = await build(section, 'loss');
    return { loss, losses: await buildLogged(log.losses, [], registry, build) };
  }
  const types = section.map(({ type }) => type);
  const parts = await Promise.all(
    section.map(async ({ weight: factor, ...reference }, index) => ({
      name: partName(types, index),
      factor,
      loss: await build(reference, `loss.${index}`),
    })),
  );
  const written = parts.map(({ name }, index) => ({ name, reference: section[index]! }));
  return { loss: sumLosses(parts), losses: await buildLogged(log.losses, written, registry, build) };
}

/** The names alone, for which nothing needs to be built. */
export function namedLosses({ loss, log }: Pick<Experiment, 'loss' | 'log'>): NamedLosses {
  const types = Array.isArray(loss) ? loss.map(({ type }) => type) : [];
  return {
    loss: { parts: types.map((_, index) => ({ name: partName(types, index) })) },
    losses: log.losses.map((item) => ({ name: loggedName(item) })),
  };
}

/** The same losses, with class weights from these counts where `balanced` asks for that. */
export function balanceLosses({ loss, losses }: BuiltLosses, classPixels: readonly number[]): BuiltLosses {
  const balanced = (one: Loss) => one.balanced?.(classPixels) ?? one;
  return { loss: balanced(loss), losses: losses.map((one) => ({ ...one, loss: balanced(one.loss) })) };
}

type Build = (reference: ComponentReference, path: string) => Promise<Loss>;

/** `loss/dice`, and `loss/dice-2` for the second part of this type. */
function partName(types: readonly string[], index: number): string {
  const earlier = types.slice(0, index).filter((type) => type === types[index]).length;
  return `loss/${types[index]}${earlier === 0 ? '' : `-${earlier + 1}`}`;
}

/** A loss that is a part of the sum, with the same parameters, is logged as that. */
async function buildLogged(
  written: Experiment['log']['losses'],
  parts: readonly { readonly name: string; readonly reference: LossPart }[],
  registry: Registry,
  build: Build,
): Promise<NamedLoss[]> {
  const logged = written.map((item) => named(item, registry));
  const problems: Problem[] = [];
  const fresh = logged.filter(({ name, reference }, index) => {
    const part = parts.find((candidate) => candidate.name === name);
    if (part && isSame(withoutKey(part.reference, 'weight'), reference)) return false;
    const first = logged.findIndex((candidate) => candidate.name === name);
    if (part || first < index) problems.push(sameName(name, index, part ? '`loss`' : `log.losses.${first}`));
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
    return { name: loggedName(item), reference: registry.slot('loss').parse({ type: item }) };
  const { name: _, ...reference } = item;
  return { name: loggedName(item), reference };
}

function loggedName(item: Experiment['log']['losses'][number]): string {
  if (typeof item === 'string') return `loss/${item}`;
  return `loss/${typeof item.name === 'string' ? item.name : item.type}`;
}

function sameName(name: string, index: number, other: string): Problem {
  return {
    code: 'bad-value',
    path: `log.losses.${index}`,
    message: `expected a loss of its own name, got \`${name}\`, which ${other} has with other parameters`,
    hints: ['leave it out, or give it a name: `{type: ..., name: ...}`'],
  };
}

function isSame(a: object, b: object): boolean {
  const text = (value: object) =>
    JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  return text(a) === text(b);
}

function withoutKey<T extends object>(value: T, key: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
