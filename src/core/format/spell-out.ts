import type { JsonObject } from './migrations.ts';

/**
 * Writes the value that was a default where a section says nothing: what a migration does when a default changes.
 * `spellOut(config, ['train', 'batch_size'], 16)`. Sections on the way that are absent are made.
 */
export function spellOut(content: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return content;
  const old = content[key];
  if (rest.length === 0) return old === undefined ? { ...content, [key]: value } : content;
  const inner = old === undefined ? {} : old;
  return isObject(inner) ? { ...content, [key]: spellOut(inner, rest, value) } : content;
}

/** The same in every component of a type, wherever it stands: in a slot, in a list, in another component. */
export function spellOutIn(content: JsonObject, type: string, key: string, value: unknown): JsonObject {
  const entries = Object.entries(content).map(([name, inner]) => [name, visit(inner, type, key, value)] as const);
  const changed: JsonObject = Object.fromEntries(entries);
  return changed['type'] === type ? spellOut(changed, [key], value) : changed;
}

function visit(value: unknown, type: string, key: string, old: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, type, key, old));
  return isObject(value) ? spellOutIn(value, type, key, old) : value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
