import type { NamedImage, SampleSource } from '../data/sample.ts';
import { isUnreadable } from '../data/sources/unreadable.ts';
import type { Example } from './site.ts';

/**
 * Photos of a split, spread evenly over it, to try the network on. They are files of the same pixels without loss, and
 * without what a camera wrote into the photos, such as the place. Samples that can't be read are left out.
 * @param count the most examples
 */
export async function exampleFiles(source: SampleSource, count: number): Promise<Example[]> {
  const shown = Math.min(count, source.length);
  const examples: Example[] = [];
  for (let position = 0; position < shown; position++) {
    const index = Math.floor((position * source.length) / shown);
    try {
      examples.push(await encode(await source.read(index)));
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
  }
  return examples;
}

async function encode({ name, image, height, width }: NamedImage): Promise<Example> {
  const { default: sharp } = await import('sharp');
  const bytes = await sharp(image, { raw: { height, width, channels: 3 } })
    .webp({ lossless: true, effort: 2 })
    .toBuffer();
  return { name, bytes, suffix: '.webp' };
}
