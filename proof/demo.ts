import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { decode } from 'fast-png';
import { execa } from 'execa';
import sharp from 'sharp';
import type { DemoDescription } from '../src/demo/description.ts';
import type { Site } from '../src/demo/site.ts';
import { choose, maskOnPage, openDemo, type OpenDemo, siteOf } from '../test/demo/_browser.ts';
import { chromiumPath } from '../test/helpers/chromium.ts';
import type { Part } from './part.ts';

/** The most photos that are compared. */
const mostPhotos = 40;

/**
 * The quick start's network in a browser, from the folder that `tessera demo --output` writes and a server that
 * isolates nothing: its masks beside those of `tessera predict`, for test photos and for photographs of real things.
 */
export const demo: Part = {
  name: 'demo',
  title: 'The demo in a browser',
  run: async (root, log) => {
    if (chromiumPath() === undefined) return { passed: true, text: 'Not run: Chromium is not installed.' };
    const folder = await mkdtemp(join(tmpdir(), 'tessera-demo-proof-'));
    const tessera = (...args: string[]) =>
      execa('node', [join(root, 'dist/src/cli/tessera.js'), ...args], { cwd: folder });
    let open: OpenDemo | undefined;
    try {
      await tessera('run', join(root, 'experiments/quickstart.yaml'));
      await tessera('demo', 'quickstart', '--output', 'site', '--examples', String(mostPhotos));
      open = await openDemo(await siteOf(join(folder, 'site')), { serve: servePlainly });
      const { page } = open;
      const lines: string[] = [];
      let passed = true;
      const check = (what: string, isRight: boolean) => {
        passed &&= isRight;
        lines.push(`- ${isRight ? '' : '**not so**: '}${what}`);
        log(lines.at(-1)!);
      };
      check(`it runs on ${await page.locator('#device').innerText()}`, true);
      for (const [what, photos] of [
        ['test photos of the quick start', await photosIn(join(folder, 'site/examples'))],
        ['photographs of pets', await photosIn(join(root, '../shared/data/pets/images')).catch(() => [])],
      ] as const) {
        if (photos.length === 0) continue;
        await tessera('predict', 'quickstart', ...photos, '--output', what);
        const shares = [];
        for (const photo of photos) shares.push(await shareOfEqual(open, photo, join(folder, what, 'labels')));
        const worst = Math.min(...shares);
        const percent = (100 * worst).toFixed(3);
        check(
          `${photos.length} ${what}: at least ${percent} % of a mask's pixels are those of predict`,
          worst >= 0.999,
        );
      }
      const huge = join(folder, 'huge.jpg');
      const plain = { width: 12_000, height: 9000, channels: 3 as const, background: { r: 90, g: 120, b: 60 } };
      await sharp({ create: plain }).jpeg().toFile(huge);
      await choose(page, huge);
      const said = await page.locator('#status').innerText();
      check(`a photo of 12,000 x 9,000 pixels: ${said}`, said.includes('was reduced to 8164 × 6123'));
      check(`the browser has ${open.complaints.length} complaints`, open.complaints.length === 0);
      return { passed, text: lines.join('\n') };
    } finally {
      await open?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function photosIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(jpg|webp)$/.test(name)).toSorted();
  return names.slice(0, mostPhotos).map((name) => join(folder, name));
}

async function shareOfEqual({ page, address }: OpenDemo, photo: string, labels: string): Promise<number> {
  await choose(page, photo);
  const [shown, answer] = await Promise.all([maskOnPage(page), readFile(join(labels, labelFile(photo)))]);
  const { data, width, height } = decode(answer);
  if (width !== shown.width || height !== shown.height) return 0;
  const { classes } = (await (await fetch(`${address}model.json`)).json()) as DemoDescription;
  // Black is hidden at first, so a transparent pixel is of the black class, 0.
  const colors = new Map(classes.map(({ color }, index) => [index === 0 ? 0 : packed([...color, 255], 0), index]));
  let same = 0;
  for (let at = 0; at < data.length; at++) same += Number(colors.get(packed(shown.pixels, 4 * at)) === data[at]);
  return same / data.length;
}

function packed(pixels: ArrayLike<number>, at: number): number {
  return pixels[at]! + 256 * (pixels[at + 1]! + 256 * (pixels[at + 2]! + 256 * pixels[at + 3]!));
}

function labelFile(photo: string): string {
  return `${photo.slice(photo.lastIndexOf('/') + 1, -extname(photo).length)}.png`;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A host that sends types and nothing else, as most static hosts do. */
function servePlainly(site: Site): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(({ url }, response) => {
    const path = url!.slice(1).replace(/\/$/, '/index.html');
    const content = site.get(path);
    response.writeHead(content ? 200 : 404, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
    if (content instanceof URL) createReadStream(content).pipe(response);
    else response.end(content);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      resolve({ port, close: () => new Promise((done) => void server.close(() => done()).closeAllConnections()) });
    }),
  );
}
