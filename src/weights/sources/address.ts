import { basename, dirname, join } from 'node:path';
import { doOnce } from '../../core/do-once.ts';
import type { Checksum } from '../../core/download/checksum.ts';
import { downloadFile, type DownloadOptions } from '../../core/download/download-file.ts';
import { downloadFailed, type AskedBy } from '../../core/download/remote-file.ts';
import { exists } from '../../core/exists.ts';
import { sha256 as hashOf } from '../../core/file-hash.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { moveIntoPlace } from '../../core/write-file.ts';
import { tfjsLayersFiles } from '../tfjs-layers.ts';
import { weightFolders, weightsKey } from './folders.ts';
import { isInside } from './parse-source.ts';

interface Address {
  readonly url: string;
  readonly sha256?: string;
}

/** The file of an address in the cache, where each address has a folder. It need not be there. */
export function addressFile({ url, sha256 }: Address, environment: NodeJS.ProcessEnv): string {
  const key = hashOf(`${url} ${sha256 ?? ''}`).slice(0, 16);
  const name = basename(new URL(url).pathname) || 'weights';
  return join(weightFolders(environment).addresses, key, name.replaceAll(/[^\w.-]/g, '_'));
}

/**
 * Downloads a file to the cache, and the shards of a TensorFlow.js model with it.
 * @throws TesseraError `download-failed`, or the signal's reason
 */
export async function downloadAddress(
  address: Address,
  environment: NodeJS.ProcessEnv,
  options: DownloadOptions,
): Promise<string> {
  const { url, sha256 } = address;
  const file = addressFile(address, environment);
  const asked = { path: weightsKey, folder: '`XDG_CACHE_HOME`' };
  const checksum = sha256 === undefined ? undefined : ({ algorithm: 'sha256', hex: sha256 } as const);
  await once(file, options, async () => {
    if (!new URL(url).pathname.endsWith('.json')) return downloadFile({ url, checksum, asked }, file, options);
    // The model's own file comes into its place last, so that it is there only with its shards.
    const own = `${file}.new.json`;
    await downloadFile({ url, checksum, asked }, own, options);
    for (const shard of (await tfjsLayersFiles(own)).slice(1)) {
      if (!isInside(shard))
        throw downloadFailed({ url, asked }, `it names the file \`${shard}\`, which lies outside`, []);
      const target = join(dirname(file), shard);
      await makeFolder(dirname(target));
      if (!(await exists(target))) await downloadFile({ url: new URL(shard, url).href, asked }, target, options);
    }
    await moveIntoPlace(own, file);
  });
  return file;
}

/** Downloads a file that `torch.hub` would, to where it would. The name ends with the beginning of the SHA-256. */
export async function downloadTorchvision(
  name: string,
  environment: NodeJS.ProcessEnv,
  options: DownloadOptions,
): Promise<string> {
  const file = torchvisionFile(name, environment);
  const hex = /-([0-9a-f]{8,})\.pth$/.exec(name)![1]!;
  const checksum: Checksum = { algorithm: 'sha256', hex };
  const asked: AskedBy = { path: weightsKey, folder: '`TORCH_HOME`' };
  const url = torchvisionAddress(name, environment);
  await once(file, options, () => downloadFile({ url, checksum, asked }, file, options));
  return file;
}

export function torchvisionFile(name: string, environment: NodeJS.ProcessEnv): string {
  return join(weightFolders(environment).torch, name);
}

/** `TESSERA_TORCHVISION_MIRROR` names another folder than https://download.pytorch.org/models. */
export function torchvisionAddress(name: string, environment: NodeJS.ProcessEnv): string {
  const base = environment['TESSERA_TORCHVISION_MIRROR'] || 'https://download.pytorch.org/models';
  return `${base.replace(/\/+$/, '')}/${name}`;
}

async function once(file: string, options: DownloadOptions, work: () => Promise<void>): Promise<void> {
  await makeFolder(dirname(file));
  await doOnce(`${file}.lease`, () => exists(file), work, options);
}
