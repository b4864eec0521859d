import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { doOnce } from '../../core/do-once.ts';
import { downloadFile, type DownloadOptions } from '../../core/download/download-file.ts';
import { downloadFailed } from '../../core/download/remote-file.ts';
import { request } from '../../core/download/request.ts';
import { exists } from '../../core/exists.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { rememberSecret } from '../../core/secrets/hide.ts';
import { huggingFaceHome, weightFolders, weightsKey } from './folders.ts';
import { hubCache, type HubFile } from './hub-cache.ts';
import { isSecure } from './parse-source.ts';

const asked = { path: weightsKey, folder: '`HF_HOME`' } as const;

/** The address of a file of the hub. `HF_ENDPOINT` names a mirror. */
export function hubAddress({ repo, revision, file }: HubFile, environment: NodeJS.ProcessEnv): string {
  const endpoint = (environment['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, '');
  const segments = file.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${repo}/resolve/${encodeURIComponent(revision)}/${segments}`;
}

/** The file in the hub's cache, if it is there. */
export async function findInHubCache(file: HubFile, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  return hubCache(weightFolders(environment).hub, file).find();
}

/**
 * Downloads a file of the hub to its cache. If another process does so, waits for it.
 * @throws TesseraError `download-failed`, or the signal's reason
 */
export async function downloadFromHub(
  file: HubFile,
  environment: NodeJS.ProcessEnv,
  options: DownloadOptions,
): Promise<string> {
  const url = hubAddress(file, environment);
  if (/^(1|on|yes|true)$/i.test(environment['HF_HUB_OFFLINE'] ?? ''))
    throw downloadFailed({ url, asked }, 'it is not in the cache, and `HF_HUB_OFFLINE` is set', [
      `download it where there is a network, and copy ${weightFolders(environment).hub} here`,
    ]);
  const headers = await authorization(url, environment);
  const { etag, commit, size } = await describeFile(url, headers, options.signal);
  const cache = hubCache(weightFolders(environment).hub, file);
  const blob = cache.blob(etag);
  await makeFolder(dirname(blob));
  const remote = {
    url: hubAddress({ ...file, revision: commit }, environment),
    // Files in Git LFS, such as weights, have their SHA-256 as etag.
    checksum: etag.length === 64 ? ({ algorithm: 'sha256', hex: etag } as const) : undefined,
    mostBytes: size,
    headers,
    asked,
  };
  await doOnce(
    cache.lease(etag),
    () => exists(blob),
    () => downloadFile(remote, blob, options),
    options,
  );
  return cache.place(etag, commit);
}

/**
 * What the hub says of a file before it redirects to where the content is. Redirects within the hub, as of a repository
 * with a new name, are followed.
 */
async function describeFile(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ etag: string; commit: string; size: number | undefined }> {
  const response = await request(url, {
    method: 'HEAD',
    headers,
    signal,
    // Not what begins with two slashes, which is another host.
    follows: (location) => /^\/(?!\/)/.test(location),
  });
  if (typeof response === 'string')
    throw downloadFailed({ url, asked }, `no connection: ${response}`, [
      'check the network, or set `HF_ENDPOINT` to a mirror',
    ]);
  if (response.status >= 400) throw refused(url, response, headers);
  const get = (name: string) => response.headers.get(name);
  const etag = (get('x-linked-etag') ?? get('etag') ?? '').replace(/^W\//, '').replaceAll('"', '');
  const commit = get('x-repo-commit') ?? '';
  if (!/^[\w-]+$/.test(etag) || !/^[0-9a-f]{40}$/.test(commit))
    throw downloadFailed({ url, asked }, 'the server does not answer as a Hugging Face hub', ['check `HF_ENDPOINT`']);
  const size = get('x-linked-size') ?? (response.status === 200 ? get('content-length') : null);
  return { etag, commit, size: size === null ? undefined : Number(size) };
}

function refused(url: string, response: Response, headers: Readonly<Record<string, string>>) {
  const why =
    response.headers.get('x-error-message') ?? `the server answered ${response.status} ${response.statusText}`;
  const isDenied = response.status === 401 || response.status === 403;
  const hint = !isDenied
    ? 'check the names of owner, repository and file, and the revision'
    : !isSecure(new URL(url))
      ? 'no token is sent over http://: set `HF_ENDPOINT` to an address that begins with https://'
      : 'authorization' in headers
        ? 'check that the owner of the token may read the repository, and has accepted its terms'
        : 'a private or gated repository, or one that does not exist: set `HF_TOKEN`, or check the name';
  return downloadFailed({ url, asked }, why, [hint]);
}

/**
 * The token goes to the host of the hub, or of the mirror that `HF_ENDPOINT` names: over https or within this machine
 * only. It is never shown.
 */
async function authorization(url: string, environment: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const file = environment['HF_TOKEN_PATH'] || join(huggingFaceHome(environment), 'token');
  const token = (environment['HF_TOKEN'] || (await readFile(file, 'utf8').catch(() => ''))).trim();
  if (token === '') return {};
  rememberSecret(token, 'HF_TOKEN');
  if (!URL.canParse(url) || !isSecure(new URL(url))) return {};
  return { authorization: `Bearer ${token}` };
}
