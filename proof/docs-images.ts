import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { execa } from 'execa';
import sharp from 'sharp';
import { choose, openDemo, siteOf } from '../test/demo/_browser.ts';
import { openReport, startBrowser } from '../test/report/_browser.ts';

/**
 * `npm run docs-images -- <run> <sweep> <photos...>`: the images of the docs, made by the program itself.
 * `answers.webp` has for each photo the photo, its mask and both; `demo.webp` is the page with the first one;
 * `report.webp` is the top of the run's report, and `sweep.webp` that of the sweep's; `sheet.webp` is the preview of
 * the run's samples.
 */
const program = new Command('npm run docs-images --')
  .description('Make docs/images from a run, a sweep and some photos.')
  .argument('<run>', 'a run folder')
  .argument('<sweep>', 'the folder of a sweep')
  .argument('<photos...>', 'photo files')
  .parse();
const [run, sweep, ...photos] = program.processedArgs.flat().map((path: string) => resolve(path)) as [
  string,
  string,
  ...string[],
];
const folder = await mkdtemp(join(tmpdir(), 'tessera-images-'));
const tessera = (...args: string[]) => execa('node', [resolve('dist/src/cli/tessera.js'), ...args], { cwd: folder });
try {
  await tessera('predict', run, ...photos, '--output', 'answers');
  await drawAnswers('docs/images/answers.webp');
  await tessera('demo', run, '--output', 'site', '--no-webgpu', '--examples', '6');
  await showPage('docs/images/demo.webp');
  await tessera('report', run, '--output', 'report.html');
  await showReport('docs/images/report.webp', 1500);
  await tessera('report', sweep, '--output', 'report.html');
  await showReport('docs/images/sweep.webp', 1250);
  await tessera('preview', join(run, 'config.yaml'), '--samples', '4', '--output', 'sheet.png');
  await sharp(join(folder, 'sheet.png')).resize({ width: 1200 }).webp({ quality: 80 }).toFile('docs/images/sheet.webp');
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Photo, mask and overlay in a row, for each photo. */
async function drawAnswers(file: string): Promise<void> {
  const [tile, gap] = [320, 8];
  const columns = photos.flatMap((photo) => {
    const name = `${basename(photo, extname(photo))}.png`;
    return [photo, join(folder, 'answers/labels', name), join(folder, 'answers/overlays', name)];
  });
  const tiles = columns.map(async (path, index) => ({
    input: await sharp(path).rotate().resize(tile, tile).png().toBuffer(),
    left: (index % 3) * (tile + gap),
    top: Math.floor(index / 3) * (tile + gap),
  }));
  const [width, height] = [3 * tile + 2 * gap, photos.length * (tile + gap) - gap];
  const ground = { r: 0, g: 0, b: 0, alpha: 0 };
  await sharp({ create: { width, height, channels: 4, background: ground } })
    .composite(await Promise.all(tiles))
    .webp({ quality: 85 })
    .toFile(file);
}

async function showPage(file: string): Promise<void> {
  const { page, close } = await openDemo(await siteOf(join(folder, 'site')), { deviceScaleFactor: 2 });
  try {
    await page.setViewportSize({ width: 1120, height: 680 });
    await choose(page, photos[0]!);
    await sharp(await page.screenshot())
      .webp({ quality: 85 })
      .toFile(file);
  } finally {
    await close();
  }
}

async function showReport(file: string, height: number): Promise<void> {
  const browser = await startBrowser();
  try {
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    const { page } = await openReport(browser, html, {
      viewport: { width: 1120, height },
      deviceScaleFactor: 1.5,
    });
    await sharp(await page.screenshot())
      .webp({ quality: 80 })
      .toFile(file);
  } finally {
    await browser.close();
  }
}
