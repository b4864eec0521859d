import { resizedSource } from '../sources/resized-source.ts';
import type { Dataset } from '../dataset.ts';
import type { RemoteSource } from './prepared-source.ts';
import type { SampleSource } from '../sample.ts';
import type { Storage } from '../storage/storage.ts';
import { subset } from '../sources/subset.ts';

export interface RemoteParts {
  dataset(): Promise<Dataset>;
  storage(): Promise<Storage>;
}

/** Opens samples that another thread prepared: from its storage, or from their files if the storage keeps nothing. */
export async function openRemote({ split, handle, kept }: RemoteSource, parts: RemoteParts): Promise<SampleSource> {
  const source = handle === undefined ? await fromFiles(split, parts) : await (await parts.storage()).attach!(handle);
  return kept ? subset(source, kept) : source;
}

async function fromFiles(split: RemoteSource['split'], parts: RemoteParts): Promise<SampleSource> {
  const { splits, imageSize, interpolation } = await parts.dataset();
  return resizedSource(splits[split], imageSize, interpolation);
}
