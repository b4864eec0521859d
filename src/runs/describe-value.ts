import { isPlainObject } from '../core/plain-object.ts';

/**
 * A value of a configuration on one line, as a person would say it: `{type: focal, gamma: 2}` is `focal gamma=2`, a
 * list of components is `horizontal-flip + grayscale`, one of plain values `32, 64`; an empty list and null are `none`.
 */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return describeList(value);
  if (!isPlainObject(value)) return String(value);
  const parts = Object.entries(value).map(([key, inner]) =>
    key === 'type' ? describeValue(inner) : `${key}=${describeInner(inner)}`,
  );
  return parts.length === 0 ? 'none' : parts.join(' ');
}

function describeList(values: readonly unknown[]): string {
  if (values.length === 0) return 'none';
  return values.map(describeValue).join(values.some((value) => isPlainObject(value)) ? ' + ' : ', ');
}

/** A value within another one: brackets keep its parts together. */
function describeInner(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return `[${describeList(value)}]`;
  return isPlainObject(value) && Object.keys(value).length > 1 ? `(${describeValue(value)})` : describeValue(value);
}
