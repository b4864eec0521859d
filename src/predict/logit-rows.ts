import { rowsOfPhoto } from '../data/resize/back-to-photo.ts';
import { placeWhole } from '../data/resize/placement.ts';
import { placeImage } from '../data/resize/place-sample.ts';
import type { NamedImage } from '../data/sample.ts';
import type { Forward } from './forward.ts';
import type { Framing, WholeFraming } from './framing.ts';
import { tiledRows } from './tiled-rows.ts';

/** Some rows of a photo's logits. */
export interface LogitRows {
  /** The first row; rows come from the top, each once. */
  readonly from: number;
  readonly count: number;
  /** [count, width, classes]. Used again for the next rows. */
  readonly logits: Float32Array;
}

/** Numbers in the logits of the rows that are made at a time: 1 MiB, unless a single row has more. */
const AT_ONCE = 2 ** 18;

/**
 * The logits of a photo at its own size, row by row: those of a large photo don't fit into memory.
 * @param image as viewers show the photo
 */
export function logitRows(image: NamedImage, framing: Framing, forward: Forward): AsyncGenerator<LogitRows> {
  return framing.kind === 'tiles' ? tiledRows(image, framing, forward) : wholeRows(image, framing, forward);
}

async function* wholeRows(
  image: NamedImage,
  { resize, interpolation }: WholeFraming,
  forward: Forward,
): AsyncGenerator<LogitRows> {
  const placement = placeWhole(image, resize);
  const input = placeImage(image, placement, interpolation);
  const logits = await forward(input.image, input);
  const classes = logits.length / (input.height * input.width);
  const length = image.width * classes;
  const rowAt = rowsOfPhoto({ logits, classes, placement });
  const most = Math.max(1, Math.floor(AT_ONCE / length));
  const rows = new Float32Array(Math.min(most, image.height) * length);
  for (let from = 0; from < image.height; from += most) {
    const count = Math.min(most, image.height - from);
    for (let row = 0; row < count; row++) rows.set(rowAt(from + row), row * length);
    yield { from, count, logits: rows.subarray(0, count * length) };
  }
}
