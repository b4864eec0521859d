import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { drawPanel } from '../../src/log/panel.ts';
import { createTensorBoardLogger } from '../../src/log/tensorboard-logger.ts';
import { browserArguments, chromiumPath } from '../helpers/chromium.ts';
import { testIf } from '../helpers/requirements.ts';
import { serveTensorBoard } from '../helpers/tensorboard.ts';
import { newFolder } from '../helpers/tessera.ts';

const withBrowser = await testIf('chromium', 'tensorboard');

const size = 96;
const red = [220, 40, 40] as const;
const classes = [
  { name: 'background', color: [0, 0, 0] },
  { name: 'disc', color: red },
] as const;

withBrowser(
  'a real TensorBoard in a real browser shows the curves of both splits of one run and the panel in the colours of the classes',
  async (t) => {
    t.timeout(240_000);
    const folder = await newFolder();
    await logRun(join(folder, 'runs/discs-1a2b3c4d'));
    const address = await serveTensorBoard(t, join(folder, 'runs'));

    const browser = await chromium.launch({ executablePath: chromiumPath()!, args: browserArguments });
    t.teardown(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    page.setDefaultTimeout(60_000);
    await page.goto(`${address}?tagFilter=${encodeURIComponent('loss|iou|panel')}&smoothing=0#timeseries`);
    await page.getByRole('button', { name: 'Close side pane' }).click();

    const curves = page.locator('scalar-card-component');
    const panel = page.locator('image-card-component img');
    for (const tag of ['train/loss', 'val/loss']) {
      await curves.filter({ hasText: tag }).filter({ hasText: 'discs-1a2b3c4d' }).waitFor();
    }
    await curves.filter({ hasText: 'val/iou' }).filter({ hasText: '0.75' }).waitFor();
    await panel.waitFor();
    t.regex(await page.locator('image-card-component').innerText(), /shape-0[^]*discs-1a2b3c4d/);

    const { width, height, groundTruth, prediction } = await readPanel(page);
    t.deepEqual([width, height], [3 * size + 8, size]);
    t.deepEqual([groundTruth, prediction], [[...red], [0, 0, 0]]);
    await saveScreenshot(page, process.env['TESSERA_SCREENSHOTS'] ?? folder, (file) =>
      t.log(`the screenshot is ${file}`),
    );
  },
);

/** A prediction that never sees the left half of a disc. */
async function logRun(directory: string): Promise<void> {
  const mask = Uint8Array.from({ length: size * size }, (_, index) => (distanceFromCentre(index) < 30 ? 1 : 0));
  const prediction = mask.map((value, index) => (index % size < size / 2 ? 0 : value));
  const image = Uint8Array.from(
    { length: size * size * 3 },
    (_, index) => 60 + 120 * mask[Math.floor(index / 3)]! + ((index * 37) % 50),
  );
  const panel = await drawPanel({ image, mask, prediction, height: size, width: size, classes });

  const logger = createTensorBoardLogger(directory, { startStep: 0 });
  logger.hyperParameters({ 'optimizer.lr': 0.01 });
  for (let step = 1; step <= 60; step++) {
    logger.scalars('train', step, { loss: Math.exp(-step / 20), learning_rate: 0.01 });
    if (step % 20 !== 0) continue;
    logger.scalars('val', step, { loss: Math.exp(-step / 25), 'iou/macro/image': step / 80 });
    logger.image('run', step, 'panel/shape-0', panel);
  }
  await logger.close('completed');
}

function distanceFromCentre(index: number): number {
  return Math.hypot((index % size) - size / 2, Math.floor(index / size) - size / 2);
}

/** The panel as the browser decoded it: its size and a pixel in the left half of the disc, in both masks. */
async function readPanel(page: Page) {
  const points = { groundTruth: size + 4 + size / 2 - 10, prediction: 2 * (size + 4) + size / 2 - 10, row: size / 2 };
  const script = `(() => {
    const image = document.querySelector('image-card-component img');
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const pixel = (column) => [...canvas.getImageData(column, ${points.row}, 1, 1).data].slice(0, 3);
    return {
      width: image.naturalWidth, height: image.naturalHeight,
      groundTruth: pixel(${points.groundTruth}), prediction: pixel(${points.prediction}),
    };
  })()`;
  await page.waitForFunction(`document.querySelector('image-card-component img')?.complete`);
  return page.evaluate<{ width: number; height: number; groundTruth: number[]; prediction: number[] }>(script);
}

async function saveScreenshot(page: Page, folder: string, report: (file: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'tensorboard.png');
  await page.screenshot({ path });
  report(path);
}
