import type { JsonObject } from './migrations.ts';
import { isPlainObject } from '../plain-object.ts';

/**
 * Writes a default's old value where a config has no value, for migrations after a default has changed:
 * `spellOut(config, ['train', 'batch_size'], 16)`. Missing sections on the way are made.
 */
export function spellOut(content: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return content;
  const old = content[key];
  if (rest.length === 0) return old === undefined ? { ...content, [key]: value } : content;
  const inner = old === undefined ? {} : old;
  return isPlainObject(inner) ? { ...content, [key]: spellOut(inner, rest, value) } : content;
}

/** Does the same in every component of a type, wherever it is: in a slot, in a list, or inside another component. */
export function spellOutIn(content: JsonObject, type: string, key: string, value: unknown): JsonObject {
  const entries = Object.entries(content).map(([name, inner]) => [name, visit(inner, type, key, value)] as const);
  const changed: JsonObject = Object.fromEntries(entries);
  return changed['type'] === type ? spellOut(changed, [key], value) : changed;
}

function visit(value: unknown, type: string, key: string, old: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, type, key, old));
  return isPlainObject(value) ? spellOutIn(value, type, key, old) : value;
}
