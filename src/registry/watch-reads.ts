import type { ComponentReference } from './kinds.ts';
import type { Registry } from './registry.ts';

export interface ReadWatch {
  /** Builds what the registry that was given builds, and notes which parameters are read. */
  readonly registry: Registry;
  /** Dotted paths, such as `model.encoder.alpha`, of the parameters that no component has read so far. */
  unread(): string[];
}

/** Watches the sections of `experiment` that are components, and the components in them. */
export function watchReads(registry: Registry, experiment: object): ReadWatch {
  const unread = new Set<string>();
  const views = new Map<unknown, ComponentReference>();
  for (const [key, value] of Object.entries(experiment) as [string, unknown][]) {
    const sections = Array.isArray(value)
      ? value.map((item, index) => [`${key}.${index}`, item as unknown] as const)
      : [[key, value] as const];
    for (const [path, section] of sections)
      if (isReference(section)) views.set(section, viewOf(section, path, unread) as ComponentReference);
  }
  return {
    registry: {
      ...registry,
      build: (kind, reference, context) => registry.build(kind, views.get(reference) ?? reference, context),
    },
    unread: () => [...unread],
  };
}

/** The same values behind getters. Lists of plain values are read as a whole. */
function viewOf(value: unknown, path: string, unread: Set<string>): unknown {
  if (Array.isArray(value) && value.some(isRecord))
    return value.map((item, index) => viewOf(item, `${path}.${index}`, unread));
  if (!isRecord(value)) return value;
  const view = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = `${path}.${key}`;
    const seen = viewOf(inner, at, unread);
    if (seen === inner && key !== 'type' && inner !== undefined) unread.add(at);
    const get = () => {
      unread.delete(at);
      return seen;
    };
    Object.defineProperty(view, key, { enumerable: true, get });
  }
  return view;
}

function isReference(value: unknown): value is ComponentReference {
  return isRecord(value) && typeof value['type'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
