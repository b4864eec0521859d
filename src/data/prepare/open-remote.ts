import { placingOf } from '../resize/placing.ts';
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
export async function openRemote(remote: RemoteSource, parts: RemoteParts): Promise<SampleSource> {
  const { handle, kept } = remote;
  const source = handle === undefined ? await fromFiles(remote, parts) : await (await parts.storage()).attach!(handle);
  return kept ? subset(source, kept) : source;
}

async function fromFiles({ split, evaluated }: RemoteSource, parts: RemoteParts): Promise<SampleSource> {
  const dataset = await parts.dataset();
  return resizedSource(dataset.splits[split], placingOf(dataset, split, evaluated));
}
