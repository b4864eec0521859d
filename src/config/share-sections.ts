import type { MapNode } from './tree.ts';

/**
 * Returns a function that gives validated values of one schema the sections that they have in common with those before:
 * a section that comes of the same node of the tree, or of no node and so of its defaults, is the same object. What is
 * worked out for a section then needs to be worked out once, and 10,000 points of a sweep keep it once.
 */
export function sectionSharing(): <T extends object>(value: T, tree: MapNode) => T {
  const known = new Map<string, WeakMap<object, unknown>>();
  return (value, tree) => {
    const entries = Object.entries(value).map(([key, section]: [string, unknown]) => {
      const sections = known.get(key) ?? new WeakMap<object, unknown>();
      known.set(key, sections);
      const node: object = tree.entries.get(key)?.node ?? defaults;
      if (!sections.has(node)) sections.set(node, section);
      return [key, sections.get(node)] as const;
    });
    return Object.fromEntries(entries) as typeof value;
  };
}

/** Stands for the node of a section that isn't written. */
const defaults = {};
