import { isPlainObject } from '../core/plain-object.ts';

/** JSON with sorted keys. Numbers that JSON can't write (`NaN` and infinities) get a text of their own. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (!isPlainObject(value)) return JSON.stringify(value);
  // A sweep calls this for each of its points, and plain loops are several times faster than chains of array methods.
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    if (value[key] === undefined) continue;
    if (fields !== '') fields += ',';
    fields += `${quotedKey(key)}:${canonical(value[key])}`;
  }
  return `{${fields}}`;
}

const quotedKeys = new Map<string, string>();

function quotedKey(key: string): string {
  const quoted = quotedKeys.get(key) ?? JSON.stringify(key);
  if (quotedKeys.size < 1000) quotedKeys.set(key, quoted);
  return quoted;
}
