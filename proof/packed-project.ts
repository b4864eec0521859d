import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Checks, startChecks } from './checks.ts';
import type { PartResult } from './part.ts';

/** An empty project in a temporary folder, into which a packed package can be installed. */
export interface PackedProject extends Pick<Checks, 'check'> {
  /** Absolute path. */
  readonly folder: string;
  /** The package's file in the folder, and the paths of what is in it. */
  readonly filename: string;
  readonly files: readonly string[];
  /** Runs a command in the folder, for up to ten minutes. */
  inProject(command: string, args: readonly string[]): Promise<{ readonly stdout: string }>;
}

/** Packs a package, gives it to `work` in an empty project, and returns the checks of it. */
export async function packedProject(
  root: string,
  packArguments: readonly string[],
  log: (line: string) => void,
  work: (project: PackedProject) => Promise<void>,
): Promise<PartResult> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-package-'));
  const { check, result } = startChecks(log);
  const inProject = (command: string, args: readonly string[]) =>
    execa(command, args, { cwd: folder, timeout: 600_000 });
  try {
    const args = ['pack', ...packArguments, '--json', '--pack-destination', folder];
    const { stdout } = await execa('npm', args, { cwd: root });
    // Scripts of the package may print before.
    const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
      { filename: string; files: { path: string }[] },
    ];
    await writeFile(join(folder, 'package.json'), '{"name": "empty", "private": true, "type": "module"}');
    await work({ check, folder, filename, files: files.map(({ path }) => path), inProject });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return result();
}

/** The program in a page that begins with a line such as `// predict.js`. */
export function exampleOf(page: string, file: string): string {
  const programs = [...page.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, program]) => program!);
  const program = programs.find((one) => one.startsWith(`// ${file}\n`));
  if (program === undefined) throw new Error(`the page has no example that begins with \`// ${file}\``);
  return program;
}
