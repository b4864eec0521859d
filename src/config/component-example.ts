import { stringify } from 'yaml';
import type { Component, Kind } from '../registry/index.ts';

/** A part of an experiment that names the component, with what it cannot do without. */
export function componentExample({ kind, type, example }: Component): string {
  return block(places[kind]({ type, ...example }));
}

type Section = Readonly<Record<string, unknown>>;

/** Where an experiment names components of each kind. */
const places: Readonly<Record<Kind, (component: Section) => Section>> = {
  dataset: (component) => ({ dataset: component }),
  storage: (component) => ({ dataset: { storage: component } }),
  augmentation: (component) => ({ augmentations: [component] }),
  encoder: (component) => ({ model: { type: 'unet', encoder: component } }),
  model: (component) => ({ model: component }),
  loss: (component) => ({ loss: component }),
  metric: (component) => ({ metrics: [component] }),
  optimizer: (component) => ({ optimizer: component }),
  scheduler: (component) => ({ scheduler: component }),
  logger: (component) => ({ log: { loggers: [component] } }),
  search: (component) => ({ sweep: { search: component, over: ['optimizer.lr'] } }),
  pruner: (component) => ({ sweep: { prune: component, seeds: 3 } }),
  launcher: (component) => ({ launch: component }),
};

/** The section's own keys in lines, what is within them in braces. */
function block(section: Section): string {
  return Object.entries(section)
    .flatMap(([name, value]) => {
      if (Array.isArray(value)) return [`${name}:`, ...value.map((item) => `  - ${flow(item)}`)];
      return [`${name}:`, ...Object.entries(value as Section).map(([key, inner]) => `  ${key}: ${flow(inner)}`)];
    })
    .join('\n');
}

function flow(value: unknown): string {
  const text = stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 });
  return text.trimEnd();
}
