import type { Module } from './module.ts';

/** Number of values in a module's parameters; buffers, such as running statistics, don't count. */
export function countParameters(module: Module, { trainableOnly = false }: { trainableOnly?: boolean } = {}): number {
  return module
    .namedParameters()
    .filter(([, parameter]) => parameter.trainable || !trainableOnly)
    .reduce((total, [, parameter]) => total + parameter.size, 0);
}
