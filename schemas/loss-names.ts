import type { LossOfSection, LossSection } from './loss.ts';
import { lossParts } from './loss.ts';
import type { LogSection } from './log.ts';

/** The losses that are logged under names of their own. */
export interface NamedLosses {
  readonly loss: { readonly parts?: readonly { readonly name: string }[] };
  readonly losses: readonly { readonly name: string }[];
}

/** The names of all losses of an experiment, for which nothing needs to be built. */
export function namedLosses({
  loss,
  log,
}: {
  readonly loss: LossSection;
  readonly log: Pick<LogSection, 'losses'>;
}): NamedLosses {
  const parts = Array.isArray(loss) ? namedLossParts(loss) : [];
  return {
    loss: { parts: parts.map(({ name }) => ({ name })) },
    losses: log.losses.map((item) => ({ name: loggedLossName(item) })),
  };
}

/** The losses of the section, each with its name: `loss/dice`, and `loss/dice-2` for the second of this type. */
export function namedLossParts(section: LossSection): (LossOfSection & { readonly name: string })[] {
  const parts = lossParts(section);
  return parts.map((part, index) => {
    const { type } = part.reference;
    const earlier = parts.slice(0, index).filter(({ reference }) => reference.type === type).length;
    return { ...part, name: `loss/${type}${earlier === 0 ? '' : `-${earlier + 1}`}` };
  });
}

/** The name of a loss that is logged beside the one that is minimised. */
export function loggedLossName(item: LogSection['losses'][number]): string {
  if (typeof item === 'string') return `loss/${item}`;
  return `loss/${typeof item.name === 'string' ? item.name : item.type}`;
}
