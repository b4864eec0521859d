import { type Operand, sizeOf } from '../../../recording/value.ts';
import { blockedDomain, blockedNode } from '../../blocks.ts';
import type { Lowering } from '../../lowering.ts';
import { mergeAxes } from '../../merge-axes.ts';
import type { CorrelationPlan, Movement } from './correlation-plan.ts';
import { padBlocks } from './pad.ts';

/** An operand with its channels last, in one or several blocks: [N, blocks, H, W, channels]. */
interface Blocks {
  readonly name: string;
  readonly blocks: number;
  readonly channels: number;
}

/**
 * For each tap of the kernel, the sum over all images and positions of what it sees of `moved`, times `still`:
 * [moved blocks, still blocks, taps, moved channels, still channels].
 *
 * It is computed as a convolution whose channels are the images, whose image is `moved` and whose filter is `still`.
 * The channels of a pixel lie side by side as pixels do: a row is [columns * channels], and a dilation by the channels
 * steps by one pixel. Tiles are groups, whose sums are added at the end.
 */
export function correlate(
  lowering: Lowering,
  moved: Operand,
  still: Operand,
  movement: Movement,
  plan: CorrelationPlan,
): string {
  const { builder } = lowering;
  const { kernel, strides, output } = movement;
  const { tiles, rows, places } = plan;
  const [image, filter] = [inBlocks(lowering, moved), inBlocks(lowering, still)];

  // ONNX Runtime starts with what was added last, which is `still`: it is there later than `moved`.
  const images = imagesOf(lowering, moved, image, movement, plan);
  const filters = filtersOf(lowering, still, filter, movement, plan);
  const attributes = {
    kernel_shape: [rows, output[1]],
    dilations: [strides[0], strides[1] * image.channels],
    group: tiles,
  };
  const products = images.map((name, part) => blockedNode(lowering, 'Conv', [name, filters[part]!], attributes));
  const sum = products.reduce((total, product) => lowering.node('Add', [total, product]));

  const perPlace = [image.blocks, tiles, filter.blocks, kernel[0], places, image.channels, filter.channels];
  const perTap = [image.blocks, tiles, filter.blocks, kernel[0] * kernel[1], image.channels, filter.channels];
  const all = lowering.reshape(sum, perPlace);
  const bounds = [[0], [kernel[1]], [4]].map((list) => builder.integers(list));
  const taps = places === kernel[1] ? all : lowering.node('Slice', [all, ...bounds]);
  return lowering.node('ReduceSum', [lowering.reshape(taps, perTap), builder.integers([1])], { keepdims: 0 });
}

function inBlocks(lowering: Lowering, operand: Operand): Blocks {
  const [batch, height, width, channels] = operand.shape as [number, number, number, number];
  const { blockSize } = lowering;
  if (lowering.wholeBlocks(channels))
    return { name: lowering.read(operand, 'blocked'), blocks: channels / blockSize, channels: blockSize };
  return { name: lowering.reshape(lowering.read(operand), [batch, 1, height, width, channels]), blocks: 1, channels };
}

/** One image for each part, named [moved blocks, tiles * block of images, rows, columns * channels]. */
function imagesOf(
  lowering: Lowering,
  moved: Operand,
  { name, blocks, channels }: Blocks,
  { strides }: Movement,
  { parts, inBlock, tiles, rows, seenRows, pads, padded: [height, columns] }: CorrelationPlan,
): string[] {
  const { blockSize } = lowering;
  const batch = moved.shape[0]!;
  const what = `tiles ${[parts, inBlock, tiles, seenRows, ...pads, ...strides].join()}`;
  const padded = lowering.derive(moved, `padded for ${what}`, () => padBlocks(lowering, moved, name, pads));
  const areWhole = parts * inBlock * tiles === 1 && seenRows === height;
  return range(parts).map((part) =>
    lowering.derive(moved, `${what} of part ${part}`, () => {
      if (areWhole) return imagesInnermost(lowering, padded, 1, [blocks, blockSize, seenRows, columns * channels]);
      const images = range(batch / parts).map((image) => part * (batch / parts) + image);
      // Row by row, those that each tile sees: all images of a tile side by side.
      const numbers = range(blocks).flatMap((block) =>
        range(tiles).flatMap((tile) =>
          images.flatMap((image) =>
            range(inBlock).flatMap((piece) => {
              const first = (image * blocks + block) * height + (piece * tiles + tile) * rows * strides[0];
              return range(seenRows).map((row) => first + row);
            }),
          ),
        ),
      );
      const bytes = new Uint8Array(Int32Array.from(numbers).buffer);
      const index = lowering.builder.tensor({ type: 'int32', shape: [numbers.length], bytes });
      const lines = lowering.reshape(padded, [batch * blocks * height, columns * channels]);
      const seen = lowering.node('Gather', [lines, index], { axis: 0 });
      return imagesInnermost(lowering, seen, blocks * tiles, [blocks, tiles * blockSize, seenRows, columns * channels]);
    }),
  );
}

/** One filter for each part, named [tiles * still channels, block of images, rows, columns]. */
function filtersOf(
  lowering: Lowering,
  still: Operand,
  { name, blocks, channels }: Blocks,
  { output: [, width] }: Movement,
  { parts, inBlock, tiles, rows }: CorrelationPlan,
): string[] {
  const split = parts > 1 ? lowering.builder.nodes('Split', [name], { axis: 0, num_outputs: parts }, parts) : [name];
  const { shape, permutation } = mergeAxes(
    [still.shape[0]! / parts, blocks, inBlock, tiles, rows * width, channels],
    [3, 1, 4, 0, 2, 5],
  );
  return split.map((part) => {
    const inOrder = permutation.join() === '1,0,2' && channels === lowering.blockSize;
    const ordered = inOrder
      ? pixelsOutermost(lowering, part, shape[0]!, shape[1]!)
      : lowering.transpose(lowering.reshape(part, shape), permutation);
    return lowering.reshape(ordered, [tiles * blocks * channels, lowering.blockSize, rows, width]);
  });
}

/**
 * [groups, images, numbers] of one block of images to [groups, numbers, images], under a name of this shape: as if
 * images were channels. Each group is a piece of work for a thread.
 */
function imagesInnermost(lowering: Lowering, name: string, groups: number, shape: readonly number[]): string {
  const numbers = sizeOf(shape) / (groups * lowering.blockSize);
  const rows = lowering.reshape(name, [groups, lowering.blockSize, 1, numbers]);
  return lowering.reshape(lowering.node(`${blockedDomain}.ReorderInput`, [rows]), shape);
}

/**
 * [images, pixels, block of channels] to [pixels, images, block], with all threads: as if pixels were an image's
 * blocks.
 */
function pixelsOutermost(lowering: Lowering, name: string, images: number, pixels: number): string {
  const rows = lowering.reshape(name, [1, 1, images, pixels * lowering.blockSize]);
  return lowering.node(`${blockedDomain}.ReorderInput`, [rows], { channels_last: 1 });
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
