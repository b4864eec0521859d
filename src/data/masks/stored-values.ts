import { OtherContent } from '../formats/other-content.ts';
import type { Raster, StoredValues } from '../formats/raster.ts';
import { colorName, keysOf } from './color-keys.ts';

/**
 * The values that a mask stores, shape [height, width]: a palette's indices, a grey image's levels, or what RGB with
 * equal channels has in each. Transparency does not count.
 * @throws OtherContent if it has colours
 */
export function storedValues(raster: Raster): StoredValues {
  const { channels, data } = raster;
  if (channels === 1) return data;
  const stored = every(data, channels);
  if (channels === 2) return stored;
  for (let from = 0, pixel = 0; from < data.length; from += channels, pixel++)
    if (data[from + 1] !== stored[pixel] || data[from + 2] !== stored[pixel]) throw hasColors(raster, from);
  return stored;
}

/** The first channel. */
function every(data: StoredValues, channels: number): StoredValues {
  const length = data.length / channels;
  const out =
    data instanceof Uint8Array
      ? new Uint8Array(length)
      : data instanceof Uint16Array
        ? new Uint16Array(length)
        : new Int32Array(length);
  for (let pixel = 0; pixel < length; pixel++) out[pixel] = data[pixel * channels]!;
  return out;
}

function hasColors({ channels, data, white }: Raster, from: number): OtherContent {
  const first = { height: 1, width: 1, channels, data: data.slice(from, from + channels), white };
  const color = white === 255 ? ` such as ${colorName(keysOf(first)[0]!)}` : '';
  return new OtherContent(
    { one: 'has colours', many: 'have colours' },
    `expected values, it has colours${color}; if they mean classes, write \`mask_format: color\``,
  );
}
