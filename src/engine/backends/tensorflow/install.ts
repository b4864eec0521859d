import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { TesseraError } from '../../../core/errors/index.ts';
import { installedVersion } from '../../packages.ts';
import { addonHome } from './addon-home.ts';
import { buildAddon } from './build-addon.ts';
import { findLibrary, type TensorFlowLibrary } from './find-library.ts';

const howToPoint = [
  'pip install tensorflow-cpu (or tensorflow, for CUDA), then run this again with that Python first in PATH',
  'or: pip download --no-deps tensorflow-cpu, then --from <the .whl file>',
  'or: --from <a folder that holds libtensorflow_cc.so.2 and include/>',
];

export interface InstallOptions {
  /** A wheel, or a folder that holds TensorFlow; without it, the TensorFlow that `python` imports. */
  readonly from?: string | undefined;
  readonly python: string;
}

/**
 * Makes the backend `tensorflow` by building tfjs-node's addon against a TensorFlow that the user has.
 * Returns the library that it was built against.
 * @throws TesseraError if there is no TensorFlow to build against, or the build fails
 */
export async function installTensorFlow({ from, python }: InstallOptions): Promise<string> {
  if (process.platform !== 'linux') {
    throw problem(
      `Expected Linux, got ${process.platform}: TensorFlow's wheels for it have no library to build against.`,
      ['npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false fetches a build of TensorFlow 2.9'],
    );
  }
  if (installedVersion('@tensorflow/tfjs-node-gpu') === undefined) {
    throw problem('Expected the package @tensorflow/tfjs-node-gpu, whose sources are built, got none.', [
      'npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0',
    ]);
  }
  const library = await libraryFrom(from ?? (await folderOfPython(python)));
  await buildAddon(library);
  return library.library;
}

async function libraryFrom(path: string): Promise<TensorFlowLibrary> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw problem(`Expected a wheel or a folder at ${path}, got nothing.`, howToPoint);
  const folder = info.isDirectory() ? path : await unpackWheel(path);
  const library = findLibrary(folder);
  if (!library) {
    throw problem(
      `Expected libtensorflow_cc.so.2 (or lib/libtensorflow.so.2) and include/tensorflow/c in ${path}, got neither.`,
      howToPoint,
    );
  }
  return library;
}

async function folderOfPython(python: string): Promise<string> {
  const script = 'import importlib.util; print(importlib.util.find_spec("tensorflow").submodule_search_locations[0])';
  const { failed, stdout } = await execa(python, ['-c', script], { reject: false });
  if (failed) throw problem(`Expected ${python} to have TensorFlow, got none.`, howToPoint);
  return String(stdout).trim();
}

/** Only what the build needs; a wheel is a zip file, and who has one has Python or unzip. */
async function unpackWheel(wheel: string): Promise<string> {
  const folder = join(addonHome, 'wheel');
  const unzip = ['unzip', '-qo', wheel, 'tensorflow/libtensorflow*', 'tensorflow/include/*', '-d', folder];
  const python = ['python3', '-m', 'zipfile', '-e', wheel, folder];
  for (const [command, ...args] of [unzip, python]) {
    const { failed } = await execa(command!, args, { reject: false });
    if (!failed) return folder;
  }
  throw problem(`Expected a Python wheel, got ${wheel}, which neither unzip nor python3 could unpack.`, howToPoint);
}

function problem(message: string, hints: readonly string[]): TesseraError {
  return new TesseraError({ code: 'backend-install', message, hints });
}
