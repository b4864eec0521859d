import { pathFrom } from '../path-from.ts';
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve, sep } from 'node:path';

/** What tells how a person starts this program. */
export interface Start {
  /** The script that runs, as it was named: `process.argv[1]`. */
  readonly script: string;
  /** The folder of the package that it belongs to. */
  readonly root: string;
  /** The name of that package, which need not be that of the program. */
  readonly packageName: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const name = 'tessera';

/**
 * What to type for this program where the user is: its name if the shell finds it; with the package manager's runner if
 * it belongs to the project in which they work, or came from a registry for this call alone; otherwise its path.
 */
export function programOf(start: Start): string {
  const { root, packageName, workingDirectory, environment } = start;
  if (isOnPath(start)) return name;
  if (isOfProject(start)) return `${runnerOf(environment)} ${name}`;
  if (root.split(sep).includes('_npx'))
    return packageName === name ? `npx ${name}` : `npx --package ${packageName} ${name}`;
  return `node ${quoted(pathFrom(workingDirectory, realPath(start.script)))}`;
}

/**
 * What `find` says, or the program's name where it can't: an error must still be told where no file can be opened to
 * find out how the program was started.
 */
export function programOrName(find: () => string): string {
  try {
    return find();
  } catch {
    return name;
  }
}

/** Texts name commands as `tessera run`; here they become what works where the user is. `tessera` alone is a name. */
export function withProgram(text: string, program: string): string {
  return program === name ? text : text.replaceAll(/(?<![\w./@-]|npx )tessera(?= [a-z<-])/g, () => program);
}

/**
 * Whether the user's shell finds this very program. Package managers put a project's own programs first for a while.
 */
function isOnPath({ root, environment }: Start): boolean {
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter);
  const ofShell = folders.filter(
    (folder) => folder !== '' && !isProjectBin(folder) && !folder.includes('node-gyp-bin'),
  );
  const found = ofShell.flatMap(programsIn).find((file) => existsSync(file));
  return found !== undefined && isIn(realPath(found), root);
}

/** On Windows, package managers write a script beside the package instead of a link. */
function programsIn(folder: string): string[] {
  return [join(folder, name), ...(process.platform === 'win32' ? [join(folder, `${name}.cmd`)] : [])];
}

function isProjectBin(folder: string): boolean {
  return basename(folder) === '.bin' && basename(dirname(folder)) === 'node_modules';
}

/** Whether the folder, or one above it, depends on this very package, or is it: runners look there. */
function isOfProject({ root, workingDirectory, packageName }: Start): boolean {
  for (let folder = resolve(workingDirectory); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    const isHere = [folder, join(modules, packageName)].some((place) => realPath(place) === realPath(root));
    // A package may be installed by another name.
    if (isHere || isIn(realPath(join(modules, '.bin', name)), root)) return true;
    if (folder === dirname(folder)) return false;
  }
}

/** How the package manager that started this process runs programs of a project. */
function runnerOf({ npm_config_user_agent: agent = '' }: Start['environment']): string {
  const manager = agent.split('/')[0]!;
  return { pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' }[manager] ?? 'npx';
}

function quoted(path: string): string {
  return /^[\w./\\:@+-]+$/.test(path) ? path : `"${path}"`;
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(realPath(folder) + sep);
}

/** The path without links; itself if it isn't there. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
