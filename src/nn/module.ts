import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';

/** What a forward pass needs to know besides its input. */
export interface Pass {
  /** As PyTorch's train() or eval(): batch statistics and dropout, or running statistics and none. */
  readonly training: boolean;
  /** The source of dropout masks; used in training only. */
  readonly random: Random;
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

  /** As `requires_grad_(false)` on every parameter below. Batch norm is frozen by `training: false`, not by this. */
  freeze(): void {
    for (const [, parameter] of this.namedParameters()) parameter.trainable = false;
  }

  dispose(): void {
    for (const variable of this.stateDict().values()) variable.dispose();
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
