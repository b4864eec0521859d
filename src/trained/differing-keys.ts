import { isPlainObject } from '../core/plain-object.ts';

export interface DifferingKey {
  /** Dotted: `optimizer.lr`. */
  readonly path: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** The keys in which two configurations differ, as deep as both have sections. A list counts as one value. */
export function differingKeys(before: unknown, now: unknown, path = ''): DifferingKey[] {
  if (isPlainObject(before) && isPlainObject(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) => differingKeys(before[key], now[key], path === '' ? key : `${path}.${key}`));
  }
  return JSON.stringify(before) === JSON.stringify(now) ? [] : [{ path, before, now }];
}

/** One line: `optimizer.lr is 0.001, it was 0.01`. */
export function describeDiffering({ path, before, now }: DifferingKey): string {
  const text = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value));
  return `${path} is ${text(now)}, it was ${text(before)}`;
}
