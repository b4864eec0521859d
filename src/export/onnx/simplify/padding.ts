import { combine, type Extent, isFixed, sameExtents } from '../extent.ts';
import { countUses, type SizedGraph, type SizedOperation, type SizedValue } from '../sized-graph.ts';
import { convolutionOf, withParts } from './convolution.ts';

/** What a PadV2 records. */
interface Padding {
  readonly before: readonly Extent[];
  readonly after: readonly Extent[];
  readonly value: Extent;
}

/** Lets convolutions pad by themselves where zeros are put around their input first. */
export function foldPadding(graph: SizedGraph): SizedGraph {
  const uses = countUses(graph);
  const pads = new Map<SizedValue, SizedOperation>();
  for (const operation of graph.operations) if (isZeroPadding(operation)) pads.set(operation.outputs[0]!, operation);
  const folded = new Set<SizedOperation>();
  const operations = graph.operations.map((operation) => {
    const convolution = convolutionOf(operation);
    const pad = convolution && pads.get(convolution.x.value);
    if (!pad || uses.get(convolution.x.value) !== 1) return operation;
    if (!sameExtents(convolution.x.shape, convolution.x.value.shape)) return operation;
    folded.add(pad);
    const { before, after } = pad.attributes as Padding;
    const [x] = pad.operands as [SizedOperation['operands'][number]];
    const along = (axis: 0 | 1): readonly [Extent, Extent] => {
      const own = convolution.attributes.padding[axis];
      return [combine([own[0], before[axis + 1]!], add), combine([own[1], after[axis + 1]!], add)];
    };
    const input = [x.shape[1]!, x.shape[2]!] as const;
    const attributes = { ...convolution.attributes, input, padding: [along(0), along(1)] as const };
    return withParts(operation, { ...convolution, x, attributes });
  });
  return { ...graph, operations: operations.filter((operation) => !folded.has(operation)) };
}

/** Zeros along height and width only. */
function isZeroPadding({ kernel, attributes, operands }: SizedOperation): boolean {
  if (kernel !== 'PadV2' || operands[0]!.shape.length !== 4) return false;
  const { before, after, value } = attributes as Padding;
  const elsewhere = [before[0], before[3], after[0], after[3]];
  return value === 0 && elsewhere.every((pad) => pad === 0) && [...before, ...after].every(isFixed);
}

const add = (a: number, b: number) => a + b;
