import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { TesseraError } from '../../../core/errors/index.ts';
import { makeFolder } from '../../../core/make-folder.ts';
import { packageFile } from '../../../core/package-file.ts';
import { downloads, reason } from '../../packages.ts';

/** Writes the tarballs of packages of npm's registry, each named `name@version`, into a folder. */
export type FetchPackages = (packages: readonly string[], folder: string) => Promise<void>;

export interface InstallOnnxRuntimeOptions {
  /** `node_modules` is made in it; the folder where `requireOptional` looks, if it isn't given. */
  readonly into?: string;
  readonly fetchPackages: FetchPackages;
}

/**
 * Puts ONNX Runtime where Tessera finds it: what npm's package has for this platform, a sixth of its 290 MB. As a
 * dependency it would have to run its install script, which fetches parts for graphics cards from another host, and
 * takes the processor's library away with it where that host is out of reach.
 * @throws TesseraError `backend-install` if the package can't be fetched, or has nothing for this platform
 */
export async function installOnnxRuntime({
  into = downloads,
  fetchPackages,
}: InstallOnnxRuntimeOptions): Promise<void> {
  const version = await testedVersion();
  const draft = join(into, `draft-${process.pid}`);
  try {
    await rm(draft, { recursive: true, force: true });
    await makeFolder(draft);
    await fetchPackages([`onnxruntime-node@${version}`, `onnxruntime-common@${version}`], draft);
    for (const file of (await readdir(draft)).filter((name) => name.endsWith('.tgz'))) await unpack(join(draft, file));
    const library = join(draft, 'node_modules/onnxruntime-node', platformFolder);
    if ((await readdir(library).catch(() => [])).length === 0) throw new Error(`it has no files for ${platform}`);
    await rm(join(into, 'node_modules'), { recursive: true, force: true });
    await rename(join(draft, 'node_modules'), join(into, 'node_modules'));
    await rm(join(into, failureFile), { force: true });
  } catch (error) {
    await makeFolder(into).catch(() => undefined);
    await writeFile(join(into, failureFile), reason(error)).catch(() => undefined);
    throw new TesseraError(
      {
        code: 'backend-install',
        message: `Expected onnxruntime-node ${version} of npm's registry in ${into}, but ${reason(error)}.`,
        hints: [`or: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node@${version}`],
      },
      { cause: error },
    );
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Why the last try failed, if it did. */
export async function lastFailure(into = downloads): Promise<string | undefined> {
  return readFile(join(into, failureFile), 'utf8').catch(() => undefined);
}

/** By npm, which knows the registry, the proxy and the credentials of the project in `workingDirectory`. */
export function fetchWithNpm(workingDirectory: string, program = 'npm'): FetchPackages {
  return async (packages, folder) => {
    const options = ['--pack-destination', folder, '--json', '--global=false', '--fetch-retry-mintimeout=1000'];
    const { failed, stdout, shortMessage } = await execa(program, ['pack', ...packages, ...options], {
      cwd: workingDirectory,
      reject: false,
    });
    if (failed) throw new Error(`npm could not fetch it: ${summaryOf(stdout) ?? shortMessage}`);
  };
}

/** What went wrong, of npm's answer in JSON. */
function summaryOf(stdout: string): string | undefined {
  try {
    return (JSON.parse(stdout) as { readonly error?: { readonly summary?: string } }).error?.summary;
  } catch {
    return undefined;
  }
}

const platform = `${process.platform}-${process.arch}`;
const platformFolder = `bin/napi-v6/${process.platform}/${process.arch}`;
const failureFile = 'onnxruntime-failed.txt';

/** The version that Tessera was tested with. */
async function testedVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(packageFile('package.json'), 'utf8')) as {
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  return manifest.peerDependencies['onnxruntime-node']!;
}

/** Unpacks `onnxruntime-node-1.30.0.tgz` as `node_modules/onnxruntime-node`, without other platforms' libraries. */
async function unpack(file: string): Promise<void> {
  const tar = await import('tar');
  const [, folder, name] = /^(.*[\\/])([\w-]+?)-\d[^\\/]*\.tgz$/.exec(file)!;
  const cwd = join(folder!, 'node_modules', name!);
  await makeFolder(cwd);
  const wanted = (path: string) => !path.includes('/bin/') || path.includes(`/${platformFolder}/`);
  await tar.extract({ file, cwd, strip: 1, filter: wanted });
}
