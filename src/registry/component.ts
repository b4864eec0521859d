import type { z } from 'zod';
import type { BaseContext, Contexts, DatasetOutline, Kind, Products } from './kinds.ts';

/** Gives a parameters schema the schema of «any registered component of that kind». */
export type SlotSchema = (kind: Kind) => z.ZodType<ComponentSlot>;
export interface ComponentSlot {
  readonly type: string;
  readonly [parameter: string]: unknown;
}

/**
 * A registered part: what it is called in YAML, which parameters it takes, and how it is built.
 * The file that defines one imports no TensorFlow.js; it arrives in the context, or by `await import` in `build`.
 */
export interface Component<K extends Kind = Kind> {
  readonly kind: K;
  /** The name in YAML. */
  readonly type: string;
  /** One sentence for `--help`, docs and editors. */
  readonly description: string;
  /** Strict object of the parameters, without `type`; a function where a parameter is itself a component. */
  readonly params: (slot: SlotSchema) => z.ZodObject;
  /** `params` has been validated by the schema above. A method, so that components of all kinds fit into one list. */
  build(params: never, context: Contexts[K]): Products[K] | Promise<Products[K]>;
  /** What is known of a dataset before its files are read. */
  outline?(params: never, context: OutlineContext): DatasetOutline | Promise<DatasetOutline>;
}

export type OutlineContext = Pick<BaseContext, 'workingDirectory'>;

/** Types a component's build function by its own schema. */
export function defineComponent<K extends Kind, P extends z.ZodObject>(definition: {
  kind: K;
  type: string;
  description: string;
  params: P | ((slot: SlotSchema) => P);
  build: (params: z.output<P>, context: Contexts[K]) => Products[K] | Promise<Products[K]>;
  outline?: (params: z.output<P>, context: OutlineContext) => DatasetOutline | Promise<DatasetOutline>;
}): Component<K> {
  const { params } = definition;
  return { ...definition, params: typeof params === 'function' ? params : () => params };
}
