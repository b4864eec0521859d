import { isFixed, sameExtents } from '../extent.ts';
import {
  countUses,
  floatConstant,
  floatsOf,
  type SizedGraph,
  type SizedOperand,
  type SizedOperation,
  type SizedValue,
  whole,
} from '../sized-graph.ts';
import { type Convolution, convolutionOf, withParts } from './convolution.ts';

/**
 * Takes a factor and a summand for each channel, such as those of a batch norm in inference, into the filter and the
 * bias of the convolution before them.
 */
export function foldScaleAndShift(graph: SizedGraph): SizedGraph {
  const uses = countUses(graph);
  const operations: SizedOperation[] = [];
  const places = new Map<SizedValue, number>();
  for (const operation of graph.operations) {
    const place = foldedPlace(operation, operations, places, uses);
    if (place === undefined) operations.push(operation);
    for (const value of operation.outputs) places.set(value, place ?? operations.length - 1);
  }
  return { ...graph, operations };
}

/** Where the convolution is that takes the operation in; it is changed there. Undefined if there is none. */
function foldedPlace(
  { kernel, operands: [a, b], outputs }: SizedOperation,
  operations: SizedOperation[],
  places: ReadonlyMap<SizedValue, number>,
  uses: ReadonlyMap<SizedValue, number>,
): number | undefined {
  const fold = folds[kernel as keyof typeof folds];
  if (!fold || !a || !b) return undefined;
  for (const [convolved, vector] of [[a, b], ...(fold.commutes ? [[b, a]] : [])] as [SizedOperand, SizedOperand][]) {
    const place = places.get(convolved.value);
    const before = place === undefined ? undefined : operations[place]!;
    const convolution = before && convolutionOf(before);
    if (!convolution || convolution.attributes.activation !== 'linear' || uses.get(convolved.value) !== 1) continue;
    if (!sameExtents(convolved.shape, convolved.value.shape)) continue;
    const parts = partsOf(convolution, convolved, vector);
    if (!parts) continue;
    operations[place!] = { ...withParts(before, { ...convolution, ...fold.apply(parts) }), outputs };
    return place;
  }
  return undefined;
}

interface Parts {
  readonly filter: Float32Array;
  readonly bias: Float32Array;
  /** One for each channel. */
  readonly vector: Float32Array;
  readonly asFilter: (data: Float32Array) => SizedOperand;
  readonly asBias: (data: Float32Array) => SizedOperand;
}

type Folded = Pick<Convolution, 'bias'> & Partial<Pick<Convolution, 'filter'>>;

const folds = {
  Multiply: {
    commutes: true,
    apply: ({ filter, bias, vector, asFilter, asBias }: Parts): Folded => ({
      filter: asFilter(filter.map((weight, index) => weight * vector[index % vector.length]!)),
      bias: asBias(bias.map((summand, channel) => summand * vector[channel]!)),
    }),
  },
  Add: {
    commutes: true,
    apply: ({ bias, vector, asBias }: Parts): Folded => ({
      bias: asBias(bias.map((summand, channel) => summand + vector[channel]!)),
    }),
  },
  Sub: {
    commutes: false,
    apply: ({ bias, vector, asBias }: Parts): Folded => ({
      bias: asBias(bias.map((summand, channel) => summand - vector[channel]!)),
    }),
  },
};

/** The numbers that take part, if all are known; the channels are a filter's fastest axis, whatever its kind. */
function partsOf(convolution: Convolution, convolved: SizedOperand, by: SizedOperand): Parts | undefined {
  const channels = convolved.shape.at(-1)!;
  const [filter, vector] = [floatsOf(convolution.filter.value), floatsOf(by.value)];
  const bias = convolution.bias && floatsOf(convolution.bias.value);
  if (!filter || !vector || !isFixed(channels) || (convolution.bias && !bias)) return undefined;
  const perChannel = vector.length === 1 || (vector.length === channels && by.shape.at(-1) === channels);
  if (!perChannel || by.shape.length > convolved.shape.length) return undefined;
  const { constant, shape } = convolution.filter.value;
  const name = constant?.kind === 'numbers' ? constant.name : undefined;
  return {
    filter,
    bias: bias ?? new Float32Array(channels),
    vector: vector.length === channels ? vector : new Float32Array(channels).fill(vector[0]!),
    asFilter: (data) => ({ ...convolution.filter, value: floatConstant(data, shape as number[], name) }),
    asBias: (data) => whole(floatConstant(data, [channels], name?.replace(/weight$/, 'bias'))),
  };
}
