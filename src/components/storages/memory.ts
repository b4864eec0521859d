import { z } from 'zod';
import { readAhead } from '../../data/read-ahead.ts';
import type { SampleSource, Storage } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';

export const memory = defineComponent({
  kind: 'storage',
  type: 'memory',
  description: 'Keeps every resized sample in memory: 4 bytes a pixel.',
  params: z.strictObject({}),
  build: (): Storage => ({ store: pack, close: async () => {} }),
});

/** One array for all images and one for all masks; samples are views of them. Freed when the source is let go. */
async function pack(source: SampleSource, onProgress: (done: number) => void): Promise<SampleSource> {
  const names: string[] = [];
  let images = new Uint8Array();
  let masks = new Uint8Array();
  let size = { height: 0, width: 0 };
  for await (const { name, height, width, image, mask } of readAhead(source)) {
    if (names.length === 0) {
      size = { height, width };
      images = new Uint8Array(source.length * image.length);
      masks = new Uint8Array(source.length * mask.length);
    }
    images.set(image, names.length * image.length);
    masks.set(mask, names.length * mask.length);
    onProgress(names.push(name));
  }
  const pixels = size.height * size.width;
  return {
    length: names.length,
    name: (index) => names[index]!,
    read: async (index) => ({
      name: names[index]!,
      ...size,
      image: images.subarray(index * pixels * 3, (index + 1) * pixels * 3),
      mask: masks.subarray(index * pixels, (index + 1) * pixels),
    }),
  };
}
