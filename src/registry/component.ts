import type { z } from 'zod';
import type { Problem } from '../core/errors/index.ts';
import type { ClassInfo } from '../data/dataset.ts';
import type { ImageSize } from '../data/sample.ts';
import type { BaseContext, Contexts } from './contexts.ts';
import type { DatasetOutline } from './contracts/dataset.ts';
import type { Kind, Products } from './kinds.ts';

/**
 * The schema of any registered component of one kind, for a parameter that is itself a component. `keys` are added to
 * the parameters of each, in place of a parameter of the same name.
 */
export type SlotSchema = (kind: Kind, keys?: z.ZodRawShape) => z.ZodType<ComponentSlot>;
export interface ComponentSlot {
  readonly type: string;
  readonly [parameter: string]: unknown;
}

/**
 * Something that YAML can name: its type, its parameters, and the function that builds it.
 * The file that defines a component does not import TensorFlow.js. `build` gets it from its context or by `await
 * import`.
 */
export interface Component<K extends Kind = Kind> {
  readonly kind: K;
  /** The name in YAML. */
  readonly type: string;
  /** One sentence for `--help`, docs and editors. */
  readonly description: string;
  /** Parameters for an example that loads, if those without a default are not enough to go by. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** Strict object of the parameters, without `type`; a function where a parameter is itself a component. */
  readonly params: (slot: SlotSchema) => z.ZodObject;
  /** `params` fit the schema above. This is a method so that components of all kinds have a type in common. */
  build(params: never, context: Contexts[K]): Products[K] | Promise<Products[K]>;
  /**
   * For losses, metrics and augmentations: what is wrong with the parameters for these classes, found without building.
   * Paths begin with `loss`, `metrics` or `augmentations`, as if there were one.
   */
  check?(params: never, context: CheckContext): readonly Problem[];
  /** For datasets: tells what is known before any file is read. */
  outline?(params: never, context: OutlineContext): DatasetOutline | Promise<DatasetOutline>;
  /** For encoders: the strides of its levels, finest first, known without building. */
  strides?(params: never): readonly number[];
  /**
   * For models: what is known of the network on an encoder with levels of these strides, without building it.
   * @throws TesseraError as building does
   */
  network?(params: never, strides: readonly number[]): NetworkOutline;
  /** For augmentations that change the size of samples: the size after it. */
  sizeAfter?(params: never): ImageSize;
  /** The files from which the component starts, such as weights. A run records their content's hash. */
  files?(params: never, context: OutlineContext): readonly ComponentFile[] | Promise<readonly ComponentFile[]>;
  /**
   * What the component's files say against its parameters, found in what is quick to read of them. One that isn't there
   * is `file-missing`, which `validate` tells as a note: `build` says so too, and another machine may have it. Paths of
   * problems are as in `build`.
   */
  checkFiles?(params: never, context: OutlineContext): Promise<readonly Problem[]>;
  /** Files that a run downloads before it builds the component: those that are not on this machine yet. */
  downloads?(
    params: never,
    context: OutlineContext,
  ): readonly ComponentDownload[] | Promise<readonly ComponentDownload[]>;
}

export interface ComponentDownload {
  /** As the configuration names it. */
  readonly name: string;
  readonly address: string;
  /** Undefined if nobody knows before the server is asked. */
  readonly bytes?: number | undefined;
  readonly licence?: string | undefined;
}

export interface ComponentFile {
  /** What the configuration calls it, such as a path or an address: the same on every machine. */
  readonly name: string;
  /** Where it lies, absolute. */
  readonly path: string;
}

/** What is known of a dataset before it is read. */
export interface CheckContext {
  readonly classes: readonly Pick<ClassInfo, 'name'>[];
}

/** What is known of a network that is not built. */
export interface NetworkOutline {
  /** Height and width of the input must be multiples of this. */
  readonly inputMultiple: number;
  /** With these the names of its parameters begin: `encoder`. */
  readonly parts: readonly string[];
}

export type OutlineContext = Pick<BaseContext, 'workingDirectory'>;

/** Types a component's build function by its own schema. */
export function defineComponent<K extends Kind, P extends z.ZodObject>(definition: {
  kind: K;
  type: string;
  description: string;
  example?: Readonly<Record<string, unknown>>;
  params: P | ((slot: SlotSchema) => P);
  build: (params: z.output<P>, context: Contexts[K]) => Products[K] | Promise<Products[K]>;
  check?: (params: z.output<P>, context: CheckContext) => readonly Problem[];
  outline?: (params: z.output<P>, context: OutlineContext) => DatasetOutline | Promise<DatasetOutline>;
  strides?: (params: z.output<P>) => readonly number[];
  network?: (params: z.output<P>, strides: readonly number[]) => NetworkOutline;
  sizeAfter?: (params: z.output<P>) => ImageSize;
  files?: (
    params: z.output<P>,
    context: OutlineContext,
  ) => readonly ComponentFile[] | Promise<readonly ComponentFile[]>;
  checkFiles?: (params: z.output<P>, context: OutlineContext) => Promise<readonly Problem[]>;
  downloads?: (
    params: z.output<P>,
    context: OutlineContext,
  ) => readonly ComponentDownload[] | Promise<readonly ComponentDownload[]>;
}): Component<K> {
  const { params } = definition;
  return { ...definition, params: typeof params === 'function' ? params : () => params };
}
