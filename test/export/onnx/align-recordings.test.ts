import test from 'ava';
import type { Matrix } from '../../../src/engine/geometry/resample-matrix.ts';
import { collectGraph } from '../../../src/engine/recording/graph.ts';
import { leaf, type Value } from '../../../src/engine/recording/value.ts';
import { alignRecordings } from '../../../src/export/onnx/align-recordings.ts';
import { SizeMatters } from '../../../src/export/onnx/extent.ts';
import type { RecordedInference } from '../../../src/export/onnx/record-inference.ts';

interface Options {
  readonly kernel?: string;
  readonly attributes?: object;
  readonly weight?: Value;
}
const scale = leaf(Float32Array.of(2, 3), [2], 'float32');
const kernelOf = (name: string) => name as RecordedInference['graph']['operations'][number]['kernel'];

/** An image of this height times a weight, by one kernel. */
function recorded(height: number, { kernel = 'Multiply', attributes = {}, weight = scale }: Options = {}): RecordedInference {
  const shape = [1, height, 2];
  const input = leaf(undefined as never, shape, 'float32');
  const [x, by] = [{ value: input, shape }, { value: weight, shape: weight.shape }];
  const output = leaf(undefined as never, shape, 'float32');
  output.producer = { kernel: kernelOf(kernel), operands: [x, by], attributes, outputs: [output] };
  return { graph: collectGraph([output]), input, output: { value: output, shape } };
}
