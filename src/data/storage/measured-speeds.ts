import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from '../../core/json-file.ts';
import { makeFolder } from '../../core/make-folder.ts';
import type { ImageSize } from '../sample.ts';

/** Samples per second by storage, for reads as in training: shuffled and warm. */
export type StorageSpeeds = Readonly<Record<string, number>>;

const fileName = 'storage-speeds.json';

/** The speeds measured on this machine for samples of this size; undefined if none were measured. */
export async function readSpeeds(cache: string, size: ImageSize): Promise<StorageSpeeds | undefined> {
  return (await readAll(cache))[keyOf(size)];
}

export async function writeSpeeds(cache: string, size: ImageSize, speeds: StorageSpeeds): Promise<void> {
  await makeFolder(cache);
  await writeJson(join(cache, fileName), { ...(await readAll(cache)), [keyOf(size)]: speeds });
}

async function readAll(cache: string): Promise<Record<string, StorageSpeeds>> {
  const text = await readFile(join(cache, fileName), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, StorageSpeeds>;
}

function keyOf({ height, width }: ImageSize): string {
  return `${height}x${width}`;
}
