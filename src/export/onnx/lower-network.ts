import type { Model, Port } from '../../engine/onnx/model.ts';
import type { Normalization } from '../../registry/index.ts';
import type { Form, ImageInput, ModelOutput } from '../form.ts';
import { type Extent, type InputSize, isFixed, sameExtent } from './extent.ts';
import { lowerings } from './kernels/index.ts';
import { lowerResample, type ResampleCall } from './kernels/resample.ts';
import { type Lower, Lowering } from './lowering.ts';
import type { SizedGraph, SizedOperation } from './sized-graph.ts';

/** The version of ONNX's operators that exported models use: the oldest that has all of them. */
export const exportedOperatorSet = 18;

/**
 * A network as an ONNX model of standard operators. Input `image`: uint8 or float32 [N, H, W, 3]; output `logits`,
 * float32 [N, H, W, classes], or `labels`, uint8 [N, H, W].
 * @throws SizeMatters if it can't be written for all sizes of the recordings
 */
export function lowerNetwork(
  graph: SizedGraph,
  sizes: readonly InputSize[],
  normalization: Normalization,
  form: Form,
): Model {
  const lowering = new Lowering('image', sizes);
  lowering.write(graph.input, imageNodes(lowering, normalization, form.input), 'nchw');
  for (const operation of graph.operations) lower(lowering, operation);
  const { shape } = graph.output;
  const names = namesOf(graph.input.shape);
  const image: Port = {
    name: 'image',
    type: form.input === 'uint8' ? 'uint8' : 'float32',
    shape: named(names, graph.input.shape),
  };
  lowering.builder.rename(outputNodes(lowering, graph, form.output), form.output);
  const result: Port =
    form.output === 'logits'
      ? { name: 'logits', type: 'float32', shape: named(names, shape) }
      : { name: 'labels', type: 'uint8', shape: named(names, shape.slice(0, 3)) };
  return { ...lowering.builder.finish([image], [result]), operatorSet: exportedOperatorSet };
}

/** The network's own input [N, 3, H, W]: (x / 255 - mean) / std. Bytes are reordered while they are small. */
function imageNodes(lowering: Lowering, { mean, std }: Normalization, input: ImageInput): string {
  const planes = lowering.transpose('image', [0, 3, 1, 2]);
  if (input === 'float') return planes;
  const perChannel = (values: readonly number[]) => lowering.builder.floats(values, [1, values.length, 1, 1]);
  const centred = lowering.node('Sub', [
    lowering.castTo(planes, 'float32'),
    perChannel(mean.map((value) => value * 255)),
  ]);
  return lowering.node('Div', [centred, perChannel(std.map((value) => value * 255))]);
}

function outputNodes(lowering: Lowering, { output }: SizedGraph, what: ModelOutput): string {
  if (what === 'logits') return lowering.read(output);
  const layout = lowering.layoutOf([output]);
  const axis = layout === 'nchw' ? 1 : 3;
  return lowering.castTo(lowering.node('ArgMax', [lowering.read(output, layout)], { axis, keepdims: 0 }), 'uint8');
}

function lower(lowering: Lowering, operation: SizedOperation): void {
  if (operation.kernel === 'Resample') return lowerResample(lowering, operation as ResampleCall);
  const found = (lowerings as Readonly<Record<string, Lower | undefined>>)[operation.kernel];
  if (!found)
    throw new Error(`the kernel ${operation.kernel} belongs to training: no inference can be exported with it`);
  found(lowering, operation);
}

/** What each open size of the image is called. */
function namesOf([batch, height, width]: readonly Extent[]): readonly (readonly [Extent, string])[] {
  return [
    [batch!, 'batch'],
    [height!, 'height'],
    [width!, 'width'],
  ];
}

function named(names: readonly (readonly [Extent, string])[], shape: readonly Extent[]): (number | string)[] {
  return shape.map((extent, axis) =>
    isFixed(extent) ? extent : (names.find(([known]) => sameExtent(known, extent))?.[1] ?? `size${axis}`),
  );
}
