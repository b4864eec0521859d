import type { Logger, PngImage } from '../log/logger.ts';

/** An image of the run under its tag, such as `panel/<name>`. */
export type TaggedImage = readonly [tag: string, image: PngImage];

/** Logs images in the order given. All are drawn at the same time: for most of it, each waits for another thread. */
export async function logImages(
  logger: Pick<Logger, 'image'>,
  step: number,
  drawings: readonly Promise<readonly TaggedImage[]>[],
): Promise<void> {
  for (const [tag, image] of (await Promise.all(drawings)).flat()) logger.image('run', step, tag, image);
}
