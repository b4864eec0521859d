import * as tf from '@tensorflow/tfjs-core';
import { type Module, watchCalls } from '../nn/index.ts';

/** One module of the model, with its own parameters and multiplications, without those of the modules in it. */
export interface LayerPlan {
  /** Dotted, as in state dicts; empty for the model itself. */
  readonly name: string;
  /** Class, such as `Conv2d`. */
  readonly type: string;
  /** Shape of the last tensor that it returned; undefined if it was never called. */
  readonly output: readonly number[] | undefined;
  readonly parameters: number;
  readonly trainable: boolean;
  /** Multiply-adds of one forward pass of a batch. */
  readonly multiplyAdds: number;
}

interface Row {
  readonly name: string;
  readonly module: Module;
  output: readonly number[] | undefined;
  /** Number of kernels that ran in this module, without those of modules in it. */
  kernels: number;
  multiplyAdds: number;
}

export interface LayerWatch {
  /** To be called at each kernel. Counts it for the innermost module that is running, if any. */
  count(kernelName: string, multiplyAdds: number): void;
  layers(): LayerPlan[];
}

/**
 * Notes the outputs and kernels of each module in `model`. Every public method that takes a tensor counts as a call, so
 * layers need no code for plans. The modules stay wrapped, so the model must not be used afterwards.
 */
export function watchLayers(model: Module): LayerWatch {
  const rows = model
    .namedModules()
    .map(([name, module]): Row => ({ name, module, output: undefined, kernels: 0, multiplyAdds: 0 }));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const active: Row[] = [];
  watchCalls(model, {
    entered: (name) => void active.push(byName.get(name)!),
    left(name, result) {
      active.pop();
      const row = byName.get(name)!;
      row.output = shapeOf(result) ?? row.output;
    },
  });
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

/** The shape of a tensor, of the last one of several, or of the logits of a model with auxiliary heads. */
function shapeOf(result: unknown): readonly number[] | undefined {
  const last: unknown = Array.isArray(result) ? result.at(-1) : isOutputs(result) ? result.logits : result;
  return last instanceof tf.Tensor ? last.shape : undefined;
}

function isOutputs(result: unknown): result is { readonly logits: unknown } {
  return typeof result === 'object' && result !== null && 'logits' in result;
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

/** The module of a parameter. If a module above used the parameter itself, as a fused convolution does, that one. */
function userOf(parameter: string, rows: ReadonlyMap<string, Row>): Row {
  const owners = prefixes(parameter).flatMap((name) => rows.get(name) ?? []);
  const [owner, above] = owners as [Row, Row?];
  return owner.output === undefined && above !== undefined && above.kernels > 0 ? above : owner;
}

/** Names of the modules that contain `a.b.weight`: `a.b`, `a`, and the empty name of the model. */
function prefixes(name: string): string[] {
  const parts = name.split('.').slice(0, -1);
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('.')), ''];
}
