import { OtherContent, severalImages } from '../formats/other-content.ts';
import type { TiffHeader } from '../formats/tiff-header.ts';

/** The channels of colour that each kind of colours has. */
const channelsOf: Readonly<Record<TiffHeader['photometric'], number | undefined>> = {
  'white-is-zero': 1,
  grey: 1,
  palette: 1,
  rgb: 3,
  ycbcr: 3,
  cmyk: 4,
  mask: undefined,
  other: undefined,
};

/**
 * Refuses a TIFF of which no RGB photo can be made without a choice: other channels than those of grey, RGB and CMYK,
 * such as an infrared one, numbers of more than 16 bits, and several images.
 * @throws OtherContent
 */
export function assertPhoto({ samples, alphas, photometric, bits, sampleFormat, pages }: TiffHeader): void {
  if (pages > 1) throw severalImages(pages);
  const expected = channelsOf[photometric];
  const colors = samples - alphas;
  if (expected !== undefined && colors !== expected)
    throw new OtherContent(
      { one: 'is a TIFF of other channels', many: 'are TIFFs of other channels' },
      'expected grey, RGB or CMYK, with or without transparency, got ' +
        `${colors === 1 ? '1 channel' : `${colors} channels`}; save the channels that a photo would show as RGB`,
    );
  if (bits > 16 || sampleFormat !== 'unsigned')
    throw new OtherContent(
      { one: 'is a TIFF of other numbers', many: 'are TIFFs of other numbers' },
      `expected whole numbers from 0 on of at most 16 bits, got ${bits} bits (${sampleFormat}); save the photo ` +
        'with 8 or 16 bits',
    );
}
