import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvents, type ReadTensor } from 'tensorboard-ts-writer';

/** An encoded image in the event files of a run. */
export interface EventImage {
  readonly tag: string;
  readonly step: number;
  /** As it was logged, a PNG. */
  readonly bytes: Uint8Array;
}

/**
 * The images in the event files of a run's folder and the folders in it, in the order of their steps. What a process
 * that went on from an earlier step logged again takes the place of what was there. A file that is cut short or
 * damaged counts up to there.
 */
export async function eventImages(folder: string): Promise<EventImage[]> {
  const byTagAndStep = new Map<string, EventImage>();
  for (const files of await eventFiles(folder)) {
    let images: EventImage[] = [];
    const plugins = new Map<string, string>();
    for (const file of files) {
      for (const { isSessionStart, step, values } of eventsIn(await readFile(file))) {
        if (isSessionStart) images = images.filter((one) => one.step < step);
        for (const { tag, plugin, tensor } of values) {
          // Only the first value of a tag has to say whose it is.
          if (plugin !== undefined) plugins.set(tag, plugin);
          const bytes = plugins.get(tag) === 'images' ? encodedIn(tensor) : undefined;
          if (bytes) images.push({ tag, step, bytes });
        }
      }
    }
    for (const image of images) byTagAndStep.set(`${image.step} ${image.tag}`, image);
  }
  return [...byTagAndStep.values()].toSorted((a, b) => a.step - b.step);
}

/** Event files by their folder, in the order in which they were made. */
async function eventFiles(folder: string): Promise<string[][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.includes('tfevents'));
  const folders = [...new Set(files.map(({ parentPath }) => parentPath))].sort();
  return folders.map((parent) =>
    files
      .filter(({ parentPath }) => parentPath === parent)
      .map(({ name }) => join(parent, name))
      .sort(),
  );
}

function* eventsIn(bytes: Uint8Array): ReturnType<typeof readEvents> {
  try {
    yield* readEvents(bytes);
  } catch (error) {
    // Bytes that are no event. What was read before counts.
    if (!(error instanceof RangeError)) throw error;
  }
}

/**
 * The tensor of the images plugin has width, height, and then encoded images, of which the first is taken: a copy, so
 * that the other bytes of the file can be freed.
 */
function encodedIn(tensor: ReadTensor | undefined): Uint8Array | undefined {
  return tensor?.strings[2]?.slice();
}
