import { z } from 'zod';
import { readAhead } from '../../data/sources/read-ahead.ts';
import type { ImageSize, Sample, SampleSource } from '../../data/sample.ts';
import type { Storage, StoredSource } from '../../data/storage/storage.ts';
import { defineComponent } from '../../registry/index.ts';

export const memory = defineComponent({
  kind: 'storage',
  type: 'memory',
  description: 'Keeps every resized sample in memory: 4 bytes per pixel.',
  params: z.strictObject({}),
  build: (): Storage => ({
    store: (source, onProgress) =>
      source.size ? packOneSize(source, source.size, onProgress) : packAnySize(source, onProgress),
    attach: async (handle) => open(handle as SharedSamples),
    close: async () => {},
  }),
});

/** What all threads share: one array for all images and one for all masks; where sizes differ, an array for each. */
type SharedSamples = OneSize | AnySize;

interface OneSize extends ImageSize {
  readonly names: readonly string[];
  readonly images: SharedArrayBuffer;
  readonly masks: SharedArrayBuffer;
}

interface AnySize {
  readonly samples: readonly SharedSample[];
}

interface SharedSample extends ImageSize {
  readonly name: string;
  readonly image: SharedArrayBuffer;
  readonly mask: SharedArrayBuffer;
}

async function packOneSize(
  source: SampleSource,
  { height, width }: ImageSize,
  onProgress: (done: number) => void,
): Promise<StoredSource> {
  const names: string[] = [];
  const pixels = height * width;
  const images = new Uint8Array(new SharedArrayBuffer(source.length * pixels * 3));
  const masks = new Uint8Array(new SharedArrayBuffer(source.length * pixels));
  for await (const { name, image, mask } of readAhead(source)) {
    images.set(image, names.length * image.length);
    masks.set(mask, names.length * mask.length);
    onProgress(names.push(name));
  }
  return open({ names, height, width, images: images.buffer, masks: masks.buffer });
}

async function packAnySize(source: SampleSource, onProgress: (done: number) => void): Promise<StoredSource> {
  const samples: SharedSample[] = [];
  for await (const { image, mask, name, height, width } of readAhead(source))
    onProgress(samples.push({ name, height, width, image: shared(image), mask: shared(mask) }));
  return open({ samples });
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** Opens the samples as views of the memory, which is freed with the last source that uses it. */
function open(handle: SharedSamples): StoredSource {
  const read = 'samples' in handle ? ofAnySize(handle) : ofOneSize(handle);
  const names = 'samples' in handle ? handle.samples.map(({ name }) => name) : handle.names;
  return {
    length: names.length,
    parallel: 1,
    name: (index) => names[index]!,
    read: async (index) => read(index),
    handle,
  };
}

function ofOneSize({ names, height, width, ...arrays }: OneSize): (index: number) => Sample {
  const [images, masks] = [new Uint8Array(arrays.images), new Uint8Array(arrays.masks)];
  const pixels = height * width;
  return (index) => ({
    name: names[index]!,
    height,
    width,
    image: images.subarray(index * pixels * 3, (index + 1) * pixels * 3),
    mask: masks.subarray(index * pixels, (index + 1) * pixels),
  });
}

function ofAnySize({ samples }: AnySize): (index: number) => Sample {
  return (index) => {
    const { image, mask, ...sample } = samples[index]!;
    return { ...sample, image: new Uint8Array(image), mask: new Uint8Array(mask) };
  };
}
