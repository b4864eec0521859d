import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { makeFolder } from '../core/make-folder.ts';
import { pageParts } from '../report/page-parts.ts';
import { bundledPackages, licenceNotices } from './licences.ts';

/**
 * Makes the parts of the page of `tessera report`, which a report holds all of: program, style, icon, and the licences
 * of the libraries in the program, since they travel with each report.
 * @returns the names of these libraries
 */
export async function bundleReport(folder: string): Promise<string[]> {
  await makeFolder(folder);
  const { metafile } = await build({
    entryPoints: ['src/report/page/page.ts'],
    outfile: join(folder, pageParts.script),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    minify: true,
    legalComments: 'none',
    metafile: true,
  });
  const packages = bundledPackages(metafile);
  await writeFile(join(folder, pageParts.licences), await licenceNotices('.', packages));
  for (const name of [pageParts.style, pageParts.icon])
    await copyFile(join('src/report/page', name), join(folder, name));
  return packages;
}
