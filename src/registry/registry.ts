import { z } from 'zod';
import { TesseraError } from '../core/errors/index.ts';
import { revealSecrets } from '../core/secrets/reveal.ts';
import type { CheckContext, Component, ComponentSlot, SlotSchema } from './component.ts';
import type { ComponentReference, Contexts } from './contexts.ts';
import type { Kind, Products } from './kinds.ts';

/** The components that an experiment may name. It is passed as an argument; there is no global registry. */
export interface Registry {
  /** @throws Error if the kind has this type already: no component replaces another. */
  add(...components: readonly Component[]): Registry;
  get<K extends Kind>(kind: K, type: string): Component<K> | undefined;
  list<K extends Kind>(kind: K): readonly Component<K>[];
  /** The schema of any registered component of one kind. */
  readonly slot: SlotSchema;
  /** The full schema of `{type, ...params}` for one component, with `keys` added. */
  schema(component: Component, keys?: z.ZodRawShape): z.ZodObject;
  build<K extends Kind>(
    kind: K,
    reference: ComponentReference,
    context: Omit<Contexts[K], 'build'>,
  ): Promise<Products[K]>;
}

export function createRegistry(...components: readonly Component[]): Registry {
  const byKey = new Map<string, Component>();
  const key = (kind: Kind, type: string) => `${kind} ${type}`;

  const unions = new Map<Kind, z.ZodType>();
  const slot: SlotSchema = (kind, keys) =>
    z
      .lazy(() => (keys ? createUnion(kind, keys) : unionOf(kind)))
      .meta({ slot: kind }) as unknown as z.ZodType<ComponentSlot>;
  const unionOf = (kind: Kind) => {
    const union = unions.get(kind) ?? createUnion(kind);
    unions.set(kind, union);
    return union;
  };
  const createUnion = (kind: Kind, keys?: z.ZodRawShape) => {
    const schemas = registry.list(kind).map((component) => registry.schema(component, keys));
    return z.discriminatedUnion('type', schemas as [z.ZodObject, ...z.ZodObject[]]);
  };

  const registry: Registry = {
    add(...added) {
      for (const component of added) {
        const name = key(component.kind, component.type);
        if (byKey.has(name)) throw new Error(`${component.kind} \`${component.type}\` is registered already`);
        byKey.set(name, component);
      }
      unions.clear();
      return registry;
    },
    get: <K extends Kind>(kind: K, type: string) => byKey.get(key(kind, type)) as Component<K> | undefined,
    slot,
    list: <K extends Kind>(kind: K) =>
      [...byKey.values()].filter((component) => component.kind === kind) as unknown as Component<K>[],
    schema: (component, keys) => {
      const params = component.params(slot);
      const type = z.literal(component.type).describe(component.description);
      // Checks of parameters against each other belong to the object, and not to its keys.
      const checks = (params.def.checks ?? []) as z.core.$ZodCheck<object>[];
      return z.strictObject({ type, ...params.shape, ...keys }).check(...checks);
    },
    async build<K extends Kind>(kind: K, reference: ComponentReference, context: Omit<Contexts[K], 'build'>) {
      const component = registry.get(kind, reference.type);
      if (!component) throw new Error(`${kind} \`${reference.type}\` is not registered`);
      const nested = {
        ...context,
        build: (inner: Kind, spec: ComponentReference) => registry.build(inner, spec, context),
      };
      const { type: _, ...params } = reference;
      const revealed = revealSecrets(params, kind);
      const { classes } = context as Partial<CheckContext>;
      const problems = (classes && component.check?.(revealed as never, { classes })) ?? [];
      if (problems.length > 0) throw new TesseraError(problems);
      return component.build(revealed as never, nested as unknown as Contexts[K]);
    },
  };
  return registry.add(...components);
}
