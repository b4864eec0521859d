import type { ImageSize } from '../data/sample.ts';
import type { BatchForward, Forward } from './forward.ts';

interface Asked {
  readonly image: Uint8Array;
  readonly size: ImageSize;
  resolve(logits: Float32Array): void;
  reject(error: unknown): void;
}

/**
 * Gathers images that are asked for at a time into batches of `most`. It never waits for more: whenever the network is
 * free, it takes a whole batch of one size if there is one, otherwise the image that has waited longest, alone. So
 * there are two graphs for each size of input, and a network that is the bottleneck finds whole batches.
 */
export function inBatches(forward: BatchForward, most: number): Forward {
  const waiting = new Map<string, Asked[]>();
  let isBusy = false;

  const work = async () => {
    isBusy = true;
    // Whoever asks in this turn of the event loop is in time.
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = take(waiting, most); next; next = take(waiting, most)) {
      await answer(next, forward);
      await new Promise((resolve) => setImmediate(resolve));
    }
    isBusy = false;
  };
  return (image, size) =>
    new Promise((resolve, reject) => {
      const key = `${size.height} ${size.width}`;
      const same = waiting.get(key);
      if (same) same.push({ image, size, resolve, reject });
      else waiting.set(key, [{ image, size, resolve, reject }]);
      if (!isBusy) void work();
    });
}

function take(waiting: Map<string, Asked[]>, most: number): Asked[] | undefined {
  const whole = [...waiting].find(([, same]) => same.length >= most);
  const [key, same] = whole ?? [...waiting][0] ?? [];
  if (key === undefined || !same) return undefined;
  const taken = same.splice(0, whole ? most : 1);
  // Then the other sizes have their turn.
  waiting.delete(key);
  if (same.length > 0) waiting.set(key, same);
  return taken;
}

async function answer(asked: readonly Asked[], forward: BatchForward): Promise<void> {
  try {
    const { size, image } = asked[0]!;
    const images = asked.length === 1 ? image : joined(asked.map((one) => one.image));
    const logits = await forward(images, asked.length, size);
    const length = logits.length / asked.length;
    for (const [index, { resolve }] of asked.entries()) resolve(logits.slice(index * length, (index + 1) * length));
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

function joined(images: readonly Uint8Array[]): Uint8Array {
  const length = images[0]!.length;
  const out = new Uint8Array(images.length * length);
  for (const [index, image] of images.entries()) out.set(image, index * length);
  return out;
}
