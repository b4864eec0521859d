import type { Model, Node } from '../../onnx/model.ts';

/** Tells once of each operator that WebGPU lacks: ONNX Runtime runs it on the processor, and copies for that. */
export function tellWhatFalls(say: (line: string) => void): (model: Model) => void {
  const told = new Set<string>();
  return ({ nodes }) => {
    for (const { operator } of nodes.filter(fallsToProcessor)) {
      if (!told.has(operator))
        say(`onnxruntime: the operator ${operator} runs on the processor, since WebGPU lacks it.`);
      told.add(operator);
    }
  };
}

/** Whether WebGPU lacks the operator in onnxruntime-node, by the log that its sessions write. */
export function fallsToProcessor({ operator }: Pick<Node, 'operator'>): boolean {
  return missing.has(operator);
}

const missing: ReadonlySet<string> = new Set(['IsInf', 'IsNaN', 'Mod', 'Or', 'Round', 'Selu', 'Sign', 'Xor']);
