import * as tf from '@tensorflow/tfjs-core';
import { Module } from './module.ts';

export interface CallWatcher {
  /** A module is called; `name` is its name in the model. Calls within it follow before `left`. */
  entered(name: string): void;
  /** The call is over; `result` is what it returned, undefined if it threw. */
  left(name: string, result: unknown): void;
}

/**
 * Tells of each call of a module in `model`. Every public method that takes a tensor counts as a call, so modules need
 * no code for it. Returns a function that ends the watching.
 */
export function watchCalls(model: Module, watcher: CallWatcher): () => void {
  const undone = model.namedModules().map(([name, module]) => watchModule(name, module, watcher));
  return () => undone.toReversed().forEach((undo) => undo());
}

type Method = (...args: unknown[]) => unknown;

function watchModule(name: string, module: Module, watcher: CallWatcher): () => void {
  const methods = module as unknown as Record<string, Method>;
  const undone = methodNames(module).map((method) => {
    const isOwn = Object.hasOwn(module, method);
    const original = methods[method]!;
    methods[method] = (...args) => {
      if (!args.some(holdsTensor)) return original.apply(module, args);
      watcher.entered(name);
      let result: unknown;
      try {
        result = original.apply(module, args);
        return result;
      } finally {
        watcher.left(name, result);
      }
    };
    return () => {
      if (isOwn) methods[method] = original;
      else delete methods[method];
    };
  });
  return () => undone.forEach((undo) => undo());
}

/** Names of the methods of its class and of the classes between that and `Module`. */
function methodNames(module: Module): string[] {
  const names = new Set<string>();
  for (
    let at: object = module;
    at !== Module.prototype && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (typeof value === 'function') names.add(name);
  }
  names.delete('constructor');
  return [...names];
}

function holdsTensor(value: unknown): boolean {
  return value instanceof tf.Tensor || (Array.isArray(value) && value.some((item) => item instanceof tf.Tensor));
}
