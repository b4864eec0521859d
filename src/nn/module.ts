import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';
import type { ComponentLog } from '../registry/index.ts';

/** What a forward pass needs to know besides its input. */
export interface Pass {
  /** As PyTorch's train() or eval(): batch statistics and dropout, or running statistics and none. */
  readonly training: boolean;
  /** The source of dropout masks; used in training only. */
  readonly random: Random;
  /** Where the network logs what is its own; absent where nothing is logged. */
  readonly log?: ComponentLog;
}

/**
 * A part of a network that owns its parameters, buffers and children, with PyTorch's naming:
 * `stateDict()` of a tree of modules has the keys `child.grandchild.weight`.
 *
 * A subclass registers what it owns in its constructor and adds a `forward` of its own signature.
 * The module owns its variables until `dispose()`.
 */
export abstract class Module {
  readonly #parameters = new Map<string, tf.Variable>();
  readonly #buffers = new Map<string, tf.Variable>();
  readonly #children = new Map<string, Module>();
  /** As the last `freeze` or `unfreeze` left it. Where there are children, theirs count. */
  #frozen = false;

  /** Takes ownership of `value` as a trainable parameter. */
  protected parameter<R extends tf.Rank>(name: string, value: tf.Tensor<R>): tf.Variable<R> {
    return own(this.#parameters, name, value, true);
  }

  /** Takes ownership of `value` as state that no gradient reaches, such as running statistics. */
  protected buffer<R extends tf.Rank>(name: string, value: tf.Tensor<R>): tf.Variable<R> {
    return own(this.#buffers, name, value, false);
  }

  protected child<M extends Module>(name: string, module: M): M {
    this.#children.set(name, module);
    return module;
  }

  /** As `child`, for a part that adds no level to the names: what it owns is named as if it were this module's own. */
  protected inline<M extends Module>(module: M): M {
    for (const [name, parameter] of module.#parameters) this.#parameters.set(name, parameter);
    for (const [name, buffer] of module.#buffers) this.#buffers.set(name, buffer);
    for (const [name, child] of module.#children) this.#children.set(name, child);
    return module;
  }

  namedParameters(prefix = ''): [string, tf.Variable][] {
    return this.#collect(prefix, (module) => module.#parameters);
  }

  namedBuffers(prefix = ''): [string, tf.Variable][] {
    return this.#collect(prefix, (module) => module.#buffers);
  }

  /** This module, whose name is `prefix`, and all below it. */
  namedModules(prefix = ''): [string, Module][] {
    const below = [...this.#children].flatMap(([name, child]) =>
      child.namedModules(prefix === '' ? name : `${prefix}.${name}`),
    );
    return [[prefix, this], ...below];
  }

  /** Parameters and buffers by PyTorch's dotted names. The variables stay the module's. */
  stateDict(): Map<string, tf.Variable> {
    return new Map([...this.namedParameters(), ...this.namedBuffers()]);
  }

  /**
   * Whether nothing here and below changes in training. It is read in each pass, so a module can be frozen and unfrozen
   * between any two steps.
   */
  get frozen(): boolean {
    if (this.#children.size === 0) return this.#frozen;
    const trains = [...this.#parameters.values()].some((parameter) => parameter.trainable);
    return !trains && [...this.#children.values()].every((child) => child.frozen);
  }

  /**
   * As PyTorch's `requires_grad_(false)` and `eval()` on this module and all below: parameters get no gradient, batch
   * norm normalises by its running statistics and keeps them, nothing is dropped, whatever `Pass.training` says.
   */
  freeze(): void {
    this.#setFrozen(true);
  }

  /** As `requires_grad_(true)` and `train()`: undoes `freeze` here and below, whoever called it. */
  unfreeze(): void {
    this.#setFrozen(false);
  }

  dispose(): void {
    for (const variable of this.stateDict().values()) variable.dispose();
  }

  #setFrozen(frozen: boolean): void {
    this.#frozen = frozen;
    for (const parameter of this.#parameters.values()) parameter.trainable = !frozen;
    for (const child of this.#children.values()) child.#setFrozen(frozen);
  }

  #collect(prefix: string, pick: (module: Module) => Map<string, tf.Variable>): [string, tf.Variable][] {
    const mine = [...pick(this)].map(([name, variable]): [string, tf.Variable] => [prefix + name, variable]);
    const below = [...this.#children].flatMap(([name, child]) => child.#collect(`${prefix}${name}.`, pick));
    return [...mine, ...below];
  }
}

function own<R extends tf.Rank>(
  home: Map<string, tf.Variable>,
  name: string,
  value: tf.Tensor<R>,
  trainable: boolean,
): tf.Variable<R> {
  const variable = tf.variable(value, trainable);
  value.dispose();
  home.set(name, variable);
  return variable;
}
