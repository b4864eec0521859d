import path from 'node:path';
import type { DownloadOptions } from '../../core/download/download-file.ts';
import { exists } from '../../core/exists.ts';
import { addressFile, downloadAddress, downloadTorchvision, torchvisionAddress, torchvisionFile } from './address.ts';
import { downloadFromHub, findInHubCache, hubAddress } from './hub.ts';
import { localFile } from './local-file.ts';
import type { WeightsSource } from './parse-source.ts';

export { parseSource, type WeightsSource } from './parse-source.ts';

/** Where paths are relative to, and where caches are. */
export interface Surroundings {
  readonly workingDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The weights as a file of this machine, if they are there. Makes no connection. */
export async function locate(
  source: WeightsSource,
  { workingDirectory, environment }: Surroundings,
): Promise<string | undefined> {
  if (source.kind === 'path') return localFile(path.resolve(workingDirectory, source.path));
  if (source.kind === 'hub') return findInHubCache(source, environment);
  const file =
    source.kind === 'torchvision' ? torchvisionFile(source.file, environment) : addressFile(source, environment);
  return (await exists(file)) ? file : undefined;
}

/** The address that weights are downloaded from; undefined for a path. */
export function addressOf(source: WeightsSource, environment: NodeJS.ProcessEnv): string | undefined {
  if (source.kind === 'path') return undefined;
  if (source.kind === 'hub') return hubAddress(source, environment);
  return source.kind === 'torchvision' ? torchvisionAddress(source.file, environment) : source.url;
}

/** Downloads weights to their cache. @throws TesseraError `download-failed`, or the signal's reason */
export async function download(
  source: Exclude<WeightsSource, { kind: 'path' }>,
  environment: NodeJS.ProcessEnv,
  options: DownloadOptions,
): Promise<string> {
  if (source.kind === 'hub') return downloadFromHub(source, environment, options);
  if (source.kind === 'torchvision') return downloadTorchvision(source.file, environment, options);
  return downloadAddress(source, environment, options);
}
