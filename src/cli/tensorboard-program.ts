import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How to start a program: the executable and its first arguments. */
export interface Program {
  readonly executable: string;
  readonly args: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's TensorBoard: a module of the Python that `TESSERA_PYTHON` names or that is on the PATH, or the program
 * `tensorboard` there.
 */
export async function findTensorBoard(environment: Environment): Promise<Program | undefined> {
  const python = await findPython(environment, ['tensorboard']);
  if (python !== undefined) return { executable: python, args: ['-m', 'tensorboard.main'] };
  const executable = await findOnPath(process.platform === 'win32' ? 'tensorboard.exe' : 'tensorboard', environment);
  return executable === undefined ? undefined : { executable, args: [] };
}

/** The first Python that has all `modules`. They are looked up, not imported, which would take seconds. */
export async function findPython(environment: Environment, modules: readonly string[]): Promise<string | undefined> {
  const named = environment['TESSERA_PYTHON'];
  const script =
    'import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in ' + `${JSON.stringify(modules)}))`;
  for (const name of [...(named ? [named] : []), 'python3', 'python']) {
    const { execa } = await import('execa');
    const { failed } = await execa(name, ['-c', script], { env: environment, extendEnv: false, reject: false });
    if (!failed) return name;
  }
  return undefined;
}

async function findOnPath(name: string, environment: Environment): Promise<string | undefined> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
