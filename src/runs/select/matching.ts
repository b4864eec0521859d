import { nearest, TesseraError } from '../../core/errors/index.ts';
import type { ListedRun } from '../list.ts';
import type { Condition, Operator } from './condition.ts';
import { closedSets, dates } from './facts.ts';
import type { Field, FieldValue } from './field.ts';

/**
 * The runs that meet a condition. A run that hasn't got the key meets `!=` only.
 *
 * @throws TesseraError `bad-argument` if the value isn't of the kind that the key has
 */
export async function matching(runs: readonly ListedRun[], condition: Condition, field: Field): Promise<ListedRun[]> {
  const values = await Promise.all(runs.map(field.of));
  check(condition, field, values);
  return runs.filter((_, index) => meets(values[index], condition));
}

/** Whether a value meets a condition whose value is of its kind. */
export function meets(
  value: FieldValue | undefined,
  { operator, values }: Pick<Condition, 'operator' | 'values'>,
): boolean {
  if (operator === '!=') return !meets(value, { operator: '=', values });
  if (value === undefined) return false;
  if (Array.isArray(value)) return (value as readonly string[]).some((item) => meets(item, { operator, values }));
  if (operator === '=') return values.some((wanted) => isEqual(value as Scalar, wanted));
  if (operator === '~') return String(value).toLowerCase().includes(values[0]!.toLowerCase());
  return typeof value === 'number'
    ? ordered(value, operator, Number(values[0]))
    : ordered(String(value), operator, values[0]!);
}

type Scalar = string | number | boolean;

function isEqual(value: Scalar, wanted: string): boolean {
  if (typeof value === 'number') return isNumber(wanted) && value === Number(wanted);
  return String(value) === wanted;
}

function ordered<T extends string | number>(a: T, operator: Operator, b: T): boolean {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text));
}

/** A condition that no run could meet is a mistake. */
function check(
  { key, operator, values, at }: Condition,
  { name }: Field,
  found: readonly (FieldValue | undefined)[],
): void {
  const wrong = (message: string, hints: readonly string[] = []) =>
    new TesseraError({ code: 'bad-argument', message, where: at.value, hints });
  const allowed = closedSets[name];
  const unknown = allowed && operator !== '~' ? parts(values).find((value) => !allowed.includes(value)) : undefined;
  if (allowed && unknown !== undefined) {
    const near = nearest(unknown, allowed);
    const hints = near === undefined ? [] : [`did you mean \`${near}\`?`];
    throw wrong(`expected one of ${allowed.join(', ')} for \`${key}\`, got \`${unknown}\``, hints);
  }
  const present = found.filter((value) => value !== undefined);
  const areNumbers = present.length > 0 && present.every((value) => typeof value === 'number');
  const text = parts(values).find((value) => !isNumber(value));
  if (areNumbers && operator !== '~' && text !== undefined)
    throw wrong(`expected a number for \`${key}\`, got \`${text}\``, [`it is such as ${String(present[0])}`]);
  const isOrder = operator !== '=' && operator !== '!=' && operator !== '~';
  if (!isOrder || present.length === 0 || dates.has(name) || present.some((value) => typeof value === 'number')) return;
  throw wrong(`expected = != or ~ for \`${key}\`, which is text, got \`${operator}\``, [
    `it is such as \`${String(present[0])}\``,
  ]);
}

/** The values between commas. */
function parts(values: readonly string[]): readonly string[] {
  return values.length > 1 ? values.slice(1) : values;
}
