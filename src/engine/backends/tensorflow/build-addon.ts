import { cp, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { TesseraError } from '../../../core/errors/index.ts';
import { makeFolder } from '../../../core/make-folder.ts';
import { requireOptional } from '../../packages.ts';
import { addonFile, addonHome } from './addon-home.ts';
import type { TensorFlowLibrary } from './find-library.ts';

/**
 * Builds the addon of tfjs-node against a TensorFlow that is on this machine, in a folder of its own.
 * The library is linked to, not copied: it must stay where it is. Returns the addon's path.
 * @throws TesseraError `backend-install` with the compiler's last words
 */
export async function buildAddon(library: TensorFlowLibrary): Promise<string> {
  const sources = dirname(requireOptional.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  for (const part of ['lib', 'build', 'binding', 'deps/include', 'deps/lib']) {
    await rm(join(addonHome, part), { recursive: true, force: true });
  }
  await makeFolder(join(addonHome, 'deps/lib'));
  for (const part of ['package.json', 'binding.gyp', 'binding', 'scripts']) {
    await cp(join(sources, part), join(addonHome, part), { recursive: true });
  }
  await linkLibrary(library);
  await compile();
  return addonFile;
}

/** By the names that tfjs-node links against, and by those that the libraries look for each other. */
async function linkLibrary({ include, library, framework }: TensorFlowLibrary): Promise<void> {
  const folder = join(addonHome, 'deps/lib');
  await symlink(include, join(addonHome, 'deps/include'));
  for (const [name, target] of [
    ['libtensorflow.so', library],
    ['libtensorflow_framework.so', framework],
  ] as const) {
    await symlink(target, join(folder, name));
    await symlink(target, join(folder, target.slice(dirname(target).length + 1)));
  }
}

/** node-pre-gyp comes with tfjs-node and finds npm's node-gyp. */
async function compile(): Promise<void> {
  const result = await execa('npx', ['--no-install', 'node-pre-gyp', 'install', '--build-from-source'], {
    cwd: addonHome,
    reject: false,
    all: true,
  });
  if (result.failed) throw compilerFailed(result.all ?? result.shortMessage ?? '');
}

function compilerFailed(output: string): TesseraError {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /\berror\b/i.test(line));
  return new TesseraError({
    code: 'backend-install',
    message:
      'Expected the addon to compile, but the build ended with: ' +
      `${(errors[0] ?? lines.at(-1) ?? 'no output').trim()}`,
    hints: [
      'a C++ compiler, make and Python 3 must be there: apt install g++ make python3',
      `the build folder is ${addonHome}`,
    ],
  });
}
