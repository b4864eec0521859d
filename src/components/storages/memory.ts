import { z } from 'zod';
import { readAhead } from '../../data/sources/read-ahead.ts';
import type { ImageSize, SampleSource } from '../../data/sample.ts';
import type { Storage, StoredSource } from '../../data/storage/storage.ts';
import { defineComponent } from '../../registry/index.ts';

export const memory = defineComponent({
  kind: 'storage',
  type: 'memory',
  description: 'Keeps every resized sample in memory: 4 bytes per pixel.',
  params: z.strictObject({}),
  build: (): Storage => ({
    store: pack,
    attach: async (handle) => open(handle as SharedSamples),
    close: async () => {},
  }),
});

/** One array for all images and one for all masks, which all threads share. */
interface SharedSamples extends ImageSize {
  readonly names: readonly string[];
  readonly images: SharedArrayBuffer;
  readonly masks: SharedArrayBuffer;
}

async function pack(source: SampleSource, onProgress: (done: number) => void): Promise<StoredSource> {
  const names: string[] = [];
  let [images, masks] = [new Uint8Array(new SharedArrayBuffer(0)), new Uint8Array(new SharedArrayBuffer(0))];
  let size = { height: 0, width: 0 };
  for await (const { name, height, width, image, mask } of readAhead(source)) {
    if (names.length === 0) {
      size = { height, width };
      images = new Uint8Array(new SharedArrayBuffer(source.length * image.length));
      masks = new Uint8Array(new SharedArrayBuffer(source.length * mask.length));
    }
    images.set(image, names.length * image.length);
    masks.set(mask, names.length * mask.length);
    onProgress(names.push(name));
  }
  return open({ ...size, names, images: images.buffer, masks: masks.buffer });
}

/** Opens the samples as views of the memory, which is freed with the last source that uses it. */
function open(handle: SharedSamples): StoredSource {
  const { names, height, width } = handle;
  const [images, masks] = [new Uint8Array(handle.images), new Uint8Array(handle.masks)];
  const pixels = height * width;
  return {
    length: names.length,
    parallel: 1,
    name: (index) => names[index]!,
    read: async (index) => ({
      name: names[index]!,
      height,
      width,
      image: images.subarray(index * pixels * 3, (index + 1) * pixels * 3),
      mask: masks.subarray(index * pixels, (index + 1) * pixels),
    }),
    handle,
  };
}
