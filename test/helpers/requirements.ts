import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ImplementationFn } from 'ava';
import { chromiumPath } from './chromium.ts';
import { sshdPath } from './sshd.ts';
import { whyNoSlurm } from './slurm.ts';
import { findPython, findTensorBoard } from '../../src/cli/tensorboard-program.ts';

/** What some tests need and not every machine has: why it isn't there, or undefined where it is. */
const requirements = {
  tensorboard: async () =>
    (await findTensorBoard(process.env))
      ? undefined
      : 'TensorBoard is not installed (pip install tensorboard, or set TESSERA_PYTHON to a Python that has it)',
  'tensorboard-reader': () => python('tensorboard'),
  numpy: () => python('numpy'),
  h5py: () => python('h5py'),
  onnxruntime: () => python('onnxruntime'),
  chromium: () => (chromiumPath() === undefined ? 'Chromium is not installed (set CHROMIUM to its path)' : undefined),
  pty: () => pseudoTerminal(),
  sshd: () => sshd(),
  linux: () => (process.platform === 'linux' ? undefined : 'this is not Linux'),
  'process-starts': () => (process.platform === 'win32' ? 'Windows has no ps' : undefined),
  'full-disk': () => file('/dev/full'),
  'small-disk': () => smallDisk(),
  permissions: () => (process.getuid === undefined ? 'files of this system have no permissions of Unix' : undefined),
  pets: () => file(petsFolder),
  slurm: () => whyNoSlurm(),
  'mobilenet-weights': () => file(mobilenetWeights),
} as const;

export type Requirement = keyof typeof requirements;

export const petsFolder = shared('data/pets/');
export const mobilenetWeights = shared('weights/mobilenet_v1_0.75_224/model.json');

type Define = <Args extends unknown[]>(title: string, implementation: ImplementationFn<Args>, ...args: Args) => void;

/** As much of AVA's `test` as tests need that may have to be skipped. */
export type DefineTest = Define & { readonly serial: Define };

/**
 * `test` where all that is named is there. Elsewhere the test is skipped, and its title says why. It fails instead if
 * `TESSERA_REQUIRE` names what is missing: a list with commas, which `.ci/run` sets to what it has installed. To be
 * called before the first test of a file, since AVA wants all tests to be defined at once.
 */
export async function testIf(...names: readonly Requirement[]): Promise<DefineTest> {
  for (const name of names) {
    const why = await requirements[name]();
    if (why !== undefined) return testWithout(name, why);
  }
  return test;
}

/** Defines tests that can't run for lack of `name`: skipped, or failing where it is required. */
export function testWithout(name: string, why: string, required = process.env['TESSERA_REQUIRE'] ?? ''): DefineTest {
  const isRequired = required.split(',').includes(name);
  const define: Define = <Args extends unknown[]>(
    title: string,
    _implementation: ImplementationFn<Args>,
    ..._args: Args
  ) => {
    if (isRequired) test(title, (t) => t.fail(`TESSERA_REQUIRE names ${name}, but ${why}`));
    else test.skip(`${title} (skipped: ${why})`, (t) => t.fail());
  };
  return Object.assign(define, { serial: define });
}

/** A Python with the module. For tests that `testIf` has let run. */
export async function pythonWith(module: string): Promise<string> {
  const found = await findPython(process.env, [module]);
  if (found === undefined) throw new Error(`There is no Python with ${module}; use testIf`);
  return found;
}

async function python(module: string): Promise<string | undefined> {
  const found = await findPython(process.env, [module]);
  return found === undefined ? `no Python has ${module} (set TESSERA_PYTHON to one)` : undefined;
}

/** Python has what opens a pseudo-terminal and sets its size; Node.js hasn't. */
function pseudoTerminal(): string | undefined {
  try {
    execFileSync('python3', ['-c', 'import fcntl, pty, termios, os; os.waitstatus_to_exitcode'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'no python3 here can open a pseudo-terminal';
  }
}

/** Two servers on loopback stand for two machines. */
function sshd(): string | undefined {
  if (process.platform === 'win32') return 'Windows has another sshd';
  if (sshdPath() === undefined) return 'sshd is not installed (apt-get install openssh-server)';
  return sshdPath('ssh') === undefined ? 'ssh is not installed (apt-get install openssh-client)' : undefined;
}

/** A file system in memory can be mounted by the administrator of a Linux machine, unless a container forbids it. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this user may not mount a file system';
  } finally {
    rmdirSync(folder);
  }
}

function file(path: string): string | undefined {
  return existsSync(path) ? undefined : `there is no ${path}`;
}

function shared(path: string): string {
  return fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
}
