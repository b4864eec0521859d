import { readFile } from 'node:fs/promises';
import { packageFile } from '../core/package-file.ts';

/** The parts of the page, which `npm run bundle` makes or copies to `dist/report`. */
export const pageParts = {
  style: 'style.css',
  icon: 'icon.svg',
  script: 'page.js',
  licences: 'LICENSES.txt',
} as const;

/** The text of each part. */
export type PageParts = Readonly<Record<keyof typeof pageParts, string>>;

/** @param fileOf where a part is; by default in this package */
export async function readPageParts(
  fileOf: (name: string) => string | URL = (name) => packageFile(`dist/report/${name}`),
): Promise<PageParts> {
  const texts = Object.entries(pageParts).map(
    async ([part, name]) => [part, await readFile(fileOf(name), 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(texts)) as PageParts;
}
