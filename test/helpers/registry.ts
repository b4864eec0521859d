import type { Kind, Products, Registry } from '../../src/registry/index.ts';

/** What components build, replaced. */
export type Replacements = { readonly [K in Kind]?: (product: Products[K]) => Products[K] };

export interface Built {
  readonly kind: Kind;
  readonly type: string;
  readonly context: object;
}

/** The same registry, which builds other things; `onBuild` is told what each component is given. */
export function replacing(
  registry: Registry,
  replacements: Replacements,
  onBuild: (built: Built) => void = () => {},
): Registry {
  return {
    ...registry,
    async build(kind, reference, context) {
      onBuild({ kind, type: reference.type, context });
      const product = await registry.build(kind, reference, context);
      return replacements[kind]?.(product) ?? product;
    },
  };
}

/** Replacements that note in `closed` that the storage is closed and the model is disposed of. */
export function notingClosed(closed: string[]): Replacements {
  return {
    dataset: (dataset) => ({
      ...dataset,
      storage: { ...dataset.storage, close: async () => void closed.push('storage') },
    }),
    model: (model) => {
      const dispose = model.dispose.bind(model);
      return Object.assign(model, { dispose: () => (closed.push('model'), dispose()) });
    },
  };
}
