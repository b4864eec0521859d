import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = await readdir(join(root, 'docs'));
const pages = [
  'README.md',
  'AGENTS.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  ...names.map((name) => `docs/${name}`),
].filter((page) => page.endsWith('.md'));
const texts = new Map<string, string>();
for (const page of pages) texts.set(page, await readFile(join(root, page), 'utf8'));

/** The targets of a page's links, without those in code. */
const linksOf = (text: string) =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);

/** The names by which GitHub links to a page's headings. */
const anchorsOf = (text: string) =>
  [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('every link of the pages leads to a file, and to a heading where it names one', (t) => {
  const broken = [...texts].flatMap(([page, text]) =>
    linksOf(text)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : relative(root, join(root, dirname(page), path));
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(texts.get(file) ?? '').includes(anchor);
      })
      .map((target) => `${page}: ${target}`),
  );
  t.deepEqual(broken, []);
});

test('README names the ratios of the two first rows of the step table', (t) => {
  const ratios = [...texts.get('docs/performance.md')!.matchAll(/^\| (?:unet|pspnet), .* \*\*([\d.]+)\*\* /gm)];
  const named = [...texts.get('README.md')!.matchAll(/([\d.]+) times(?: as long)?\b/g)];
  t.deepEqual(
    named.map(([, ratio]) => ratio),
    ratios.slice(0, 2).map(([, ratio]) => ratio),
  );
});

test('README fits on a screen, and leads to every page for users', (t) => {
  const readme = texts.get('README.md')!;
  t.true(readme.split('\n').length <= 60);
  const linked = new Set(
    [...texts].flatMap(([page, text]) => linksOf(text).map((target) => join(dirname(page), target))),
  );
  const unreachable = pages.filter((page) => page.startsWith('docs/') && !linked.has(page));
  t.deepEqual(unreachable, []);
});
