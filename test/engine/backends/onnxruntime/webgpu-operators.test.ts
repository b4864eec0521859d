import test from 'ava';
import { tellWhatFalls } from '../../../../src/engine/backends/onnxruntime/webgpu-operators.ts';
import type { Model } from '../../../../src/engine/onnx/model.ts';

const modelOf = (...operators: string[]): Model => ({
  nodes: operators.map((operator) => ({ operator, domain: '', inputs: [], outputs: [], attributes: {} })),
  initializers: [],
  inputs: [],
  outputs: [],
});

test('an operator that WebGPU lacks is told once, however many graphs have it', (t) => {
  const lines: string[] = [];
  const tell = tellWhatFalls((line) => lines.push(line));
  tell(modelOf('Conv', 'Round', 'Round'));
  tell(modelOf('Round', 'Sign', 'Add'));
  t.deepEqual(
    lines.map((line) => /the operator (\w+) runs on the processor/.exec(line)?.[1]),
    ['Round', 'Sign'],
  );
});
