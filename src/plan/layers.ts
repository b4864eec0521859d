import * as tf from '@tensorflow/tfjs-core';
import { Module } from '../nn/index.ts';

/** One part of the model: what it holds and multiplies itself, without the parts below it. */
export interface LayerPlan {
  /** Dotted, as in state dicts; empty for the model itself. */
  readonly name: string;
  /** Class, such as `Conv2d`. */
  readonly type: string;
  /** Of the last tensor that it gave; absent if it was never called. */
  readonly output: readonly number[] | undefined;
  readonly parameters: number;
  readonly trainable: boolean;
  /** Of one forward pass of a batch. */
  readonly multiplyAdds: number;
}

interface Row {
  readonly name: string;
  readonly module: Module;
  output: readonly number[] | undefined;
  /** Kernels that ran in this module and in none below. */
  kernels: number;
  multiplyAdds: number;
}

export interface LayerWatch {
  /** To be called at each kernel: counts for the innermost module that is at work, if any. */
  count(kernelName: string, multiplyAdds: number): void;
  layers(): LayerPlan[];
}

/**
 * Notes what each module below `model` gives and runs. A call is any public method that takes a tensor, `forward` or
 * another, so no layer needs to know of plans. The modules stay wrapped: watch only what is thrown away afterwards.
 */
export function watchLayers(model: Module): LayerWatch {
  const rows = model
    .namedModules()
    .map(([name, module]): Row => ({ name, module, output: undefined, kernels: 0, multiplyAdds: 0 }));
  const active: Row[] = [];
  for (const row of rows) watchCalls(row, active);
  return {
    count(_, multiplyAdds) {
      const row = active.at(-1);
      if (!row) return;
      row.kernels++;
      row.multiplyAdds += multiplyAdds;
    },
    layers: () => plansOf(rows, model),
  };
}

type Method = (...args: unknown[]) => unknown;

function watchCalls(row: Row, active: Row[]): void {
  const methods = row.module as unknown as Record<string, Method>;
  for (const name of methodNames(row.module)) {
    const original = methods[name]!;
    methods[name] = (...args) => {
      if (!args.some(holdsTensor)) return original.apply(row.module, args);
      active.push(row);
      try {
        const result = original.apply(row.module, args);
        row.output = shapeOf(result) ?? row.output;
        return result;
      } finally {
        active.pop();
      }
    };
  }
}

/** Those of its own class and of classes between that and `Module`. */
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

function shapeOf(result: unknown): readonly number[] | undefined {
  const last: unknown = Array.isArray(result) ? result.at(-1) : result;
  return last instanceof tf.Tensor ? last.shape : undefined;
}

function plansOf(rows: readonly Row[], model: Module): LayerPlan[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const held = new Map(rows.map((row) => [row, { parameters: 0, trainable: false }]));
  for (const [name, { size, trainable }] of model.namedParameters()) {
    const sums = held.get(userOf(name, byName))!;
    sums.parameters += size;
    sums.trainable ||= trainable;
  }
  return rows.map((row) => ({
    name: row.name,
    type: row.module.constructor.name,
    output: row.output,
    multiplyAdds: row.multiplyAdds,
    ...held.get(row)!,
  }));
}

/** The module of a parameter, or the one above that used it in its stead, as a fused convolution does. */
function userOf(parameter: string, rows: ReadonlyMap<string, Row>): Row {
  const owners = prefixes(parameter).flatMap((name) => rows.get(name) ?? []);
  const [owner, above] = owners as [Row, Row?];
  return owner.output === undefined && above !== undefined && above.kernels > 0 ? above : owner;
}

/** `a.b.weight` is in `a.b`, in `a`, in the model itself. */
function prefixes(name: string): string[] {
  const parts = name.split('.').slice(0, -1);
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('.')), ''];
}
