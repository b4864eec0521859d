import { TesseraError } from '../../core/errors/index.ts';
import type { ListedRun } from '../list.ts';
import { placeIn } from './condition.ts';
import { dates } from './facts.ts';
import { fieldOf, type Field, type FieldValue } from './field.ts';

/** By what runs are ordered: `val.iou`, or `seconds:desc`. */
export interface Order {
  readonly field: Field;
  readonly descending: boolean;
}

/**
 * Parses an order. Without `:asc` or `:desc`, a figure has the best first, a date the newest, and everything else the
 * least.
 *
 * @throws TesseraError `bad-argument`
 */
export async function parseOrder(text: string, runs: readonly ListedRun[], option = '--sort'): Promise<Order> {
  const [key = '', way, ...more] = text.split(':');
  if (more.length > 0 || (way !== undefined && way !== 'asc' && way !== 'desc')) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected \`asc\` or \`desc\` after the colon, got \`${[way, ...more].join(':')}\``,
      where: placeIn(text, option, key.length + 1, Math.max(1, text.length - key.length - 1)),
      hints: [`\`${option} ${key}:desc\` has the largest first`],
    });
  }
  const field = await fieldOf(key, runs, placeIn(text, option, 0, Math.max(1, key.length)));
  const usual = field.kind === 'figure' ? field.direction === 'max' : dates.has(field.name);
  return { field, descending: way === undefined ? usual : way === 'desc' };
}

/** Runs without a value, or with one that isn't a number, come last either way. Equal ones keep their order. */
export async function inOrder(runs: readonly ListedRun[], { field, descending }: Order): Promise<ListedRun[]> {
  const values = await Promise.all(runs.map(field.of));
  const sign = descending ? -1 : 1;
  const isMissing = (value: FieldValue | undefined) => value === undefined || Number.isNaN(value);
  return runs
    .map((run, index) => ({ run, value: values[index] }))
    .sort((a, b) => {
      if (isMissing(a.value) || isMissing(b.value)) return Number(isMissing(a.value)) - Number(isMissing(b.value));
      return sign * compare(a.value!, b.value!);
    })
    .map(({ run }) => run);
}

function compare(a: FieldValue, b: FieldValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
