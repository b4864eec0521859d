import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The names of all packages whose code esbuild put into its output, sorted. */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const names = inputs.flatMap((path) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * One section for each package: name, version, and the text of its licence. A package under the Apache License may
 * leave its text out, which is Tessera's own `LICENSE` (its copyright stands in the bundled files); any other is an
 * error.
 */
export async function licenceNotices(root: string, packages: readonly string[]): Promise<string> {
  const sections = await Promise.all(packages.map((name) => licenceOf(root, join(root, 'node_modules', name))));
  return ["Tessera's code under dist/ contains code of these packages, under their own licences.\n", ...sections].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

async function licenceOf(root: string, folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const own = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(entry));
  if (own === undefined && license !== 'Apache-2.0')
    throw new Error(`${folder} has no licence file, so its code can't be bundled`);
  const text = await readFile(own === undefined ? join(root, 'LICENSE') : join(folder, own), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
