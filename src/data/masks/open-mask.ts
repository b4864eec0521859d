import { isMissingPackage, messageOf, TesseraError, type Kind } from '../../core/errors/index.ts';
import { assertDecodable } from '../files/assert-decodable.ts';
import { readBytes } from '../files/read-bytes.ts';
import { foreignKind, OtherContent } from '../formats/other-content.ts';
import type { Raster } from '../formats/raster.ts';
import type { ImageSize } from '../sample.ts';
import { cannotBeRead, hasNoMask } from './mask-problems.ts';
import { maskFormats, type MaskFormat } from './mask-formats.ts';

/** A mask file whose header is read. */
export interface OpenMask<T> extends ImageSize {
  /** Present if the file stores its values only roughly: the name of its format. */
  readonly lossy?: string;
  /** @throws TesseraError `bad-image` */
  decode(): Promise<T>;
}

/**
 * Opens a mask file of any of `maskFormats`, of which `take` makes something. An error that `take` throws becomes a
 * problem of the file. `photo` is the photo's name in messages.
 * @throws TesseraError `missing-mask`, `bad-image`
 */
export async function openMask<T>(file: string, photo: string, take: (raster: Raster) => T): Promise<OpenMask<T>> {
  const bytes = readBytes(file, hasNoMask(photo, `${file} does not exist`));
  return orUndecodable(file, async () => {
    const format = formatOf(bytes);
    const { height, width } = await format.size(bytes);
    assertDecodable({ height, width });
    return {
      height,
      width,
      ...(format.isLossy?.(bytes) && { lossy: format.name }),
      decode: () => orUndecodable(file, async () => take(await format.decode(bytes))),
    };
  });
}

/** @throws OtherContent if it is none of the formats */
function formatOf(bytes: Buffer): MaskFormat {
  const format = maskFormats.find(({ matches }) => matches(bytes));
  if (format) return format;
  throw new OtherContent(foreignKind(bytes), '');
}

async function orUndecodable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isMissingPackage(cause)) throw cause;
    const what = cause instanceof OtherContent ? cause : { kind: damaged, detail: messageOf(cause) };
    throw new TesseraError(cannotBeRead(file, what), { cause });
  }
}

const damaged: Kind = { one: 'is damaged', many: 'are damaged' };
