import { isPlainObject } from '../core/plain-object.ts';

/**
 * JSON with sorted keys. Numbers that JSON can't write (`NaN` and infinities) get a text of their own.
 * @param known texts of objects that never change and that several values have in common, each worked out once
 */
export function canonical(value: unknown, known?: WeakMap<object, string>): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, known)).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (!isPlainObject(value)) return JSON.stringify(value);
  const before = known?.get(value);
  if (before !== undefined) return before;
  const text = canonicalObject(value, known);
  known?.set(value, text);
  return text;
}

function canonicalObject(value: Record<string, unknown>, known?: WeakMap<object, string>): string {
  // A sweep calls this for each of its points, and plain loops are several times faster than chains of array methods.
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    if (value[key] === undefined) continue;
    if (fields !== '') fields += ',';
    fields += `${quotedKey(key)}:${canonical(value[key], known)}`;
  }
  return `{${fields}}`;
}

const quotedKeys = new Map<string, string>();

function quotedKey(key: string): string {
  const quoted = quotedKeys.get(key) ?? JSON.stringify(key);
  if (quotedKeys.size < 1000) quotedKeys.set(key, quoted);
  return quoted;
}
