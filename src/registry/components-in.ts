import { isPlainObject } from '../core/plain-object.ts';
import type { Component } from './component.ts';
import { kinds } from './kinds.ts';
import type { Registry } from './registry.ts';

/** A component that an experiment names, with the section that names it. */
export interface NamedComponent {
  readonly component: Component;
  readonly section: unknown;
}

/**
 * Every component in these sections, at any depth, each before those that are its parameters. Components of two kinds
 * may have the same type: it is the one whose schema the section fits.
 */
export function componentsIn(sections: unknown, registry: Registry): NamedComponent[] {
  const type = isPlainObject(sections) ? sections['type'] : undefined;
  const candidates = typeof type === 'string' ? kinds.flatMap((kind) => registry.get(kind, type) ?? []) : [];
  const own = candidates
    .filter((component) => registry.schema(component).safeParse(sections).success)
    .map((component) => ({ component, section: sections }));
  const inner = Array.isArray(sections) ? sections : isPlainObject(sections) ? Object.values(sections) : [];
  return [...own, ...inner.flatMap((item) => componentsIn(item, registry))];
}
