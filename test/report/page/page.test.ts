import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Browser, Page } from 'playwright-core';
import { reportHtml } from '../../../src/report/html.ts';
import type { PageParts } from '../../../src/report/page-parts.ts';
import { makeReport } from '../../../src/report/make-report.ts';
import { findTargets } from '../../../src/report/read/find-targets.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { bundledParts, openReport, startBrowser } from '../_browser.ts';
import { classNames, evaluate, logPanels, nasty, runFolder, sweepFolder } from '../_folders.ts';

const testInBrowser = await testIf('chromium');
let browser: Browser | undefined;
let parts: PageParts | undefined;
let packages: readonly string[] = [];

async function openOn(folder: string, options: Parameters<typeof openReport>[2] = {}) {
  browser ??= await startBrowser();
  if (!parts) ({ parts, packages } = await bundledParts());
  const report = await makeReport(await findTargets([folder], '/none', '/'), {
    complete: (config) => config,
    explain: () => Promise.reject(new Error('no plugin')),
    leftOut: ['name', 'description'],
    version: '0.1.0',
    now: new Date(0),
  });
  return openReport(browser, reportHtml(report, parts), options);
}

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

testInBrowser.serial(
  'a report on a run opens from disk without a complaint, and has the figures of its result',
  async (t) => {
    const folder = await runFolder(join(await newFolder(), 'demo'), {
      config: { description: nasty },
      lines: [
        ['train', 1, { loss: 1.5 }],
        ['train', 2, { loss: 1 }],
        ['run', 2, { lr: 0.1 }],
        ['val', 2, { loss: 1.25, 'iou/macro/image': 0.8 }],
      ],
    });
    await evaluate(folder);
    await logPanels(folder, ['cat', nasty], [2, 4]);
    const { page, complaints, asked } = await openOn(folder);
    const { test: figures } = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')) as {
      test: { metrics: Record<string, { value: number; perClass: number[] }>; loss: number };
    };
    const iou = figures.metrics['iou/macro/image']!;
    const tiles = (await page.locator('.tiles li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
    t.deepEqual(tiles, [
      'best val/iou/macro/image 0.8000 step 8',
      `test/iou/macro/image ${iou.value.toFixed(4)}`,
      `test/loss ${figures.loss.toFixed(4)}`,
    ]);
    t.deepEqual(await page.locator('.classes tbody th').allInnerTexts(), classNames);
    const cells = await page.locator('.classes tbody tr').first().locator('td').allInnerTexts();
    t.deepEqual(cells.slice(0, 3), ['66.7', iou.perClass[0]!.toFixed(4), '0.7500']);
    t.deepEqual(await page.locator('.matrix tbody td').allInnerTexts(), [
      '75.0',
      '25.0',
      '0',
      '0',
      '100.0',
      '0',
      '–',
      '–',
      '–',
    ]);
    t.is(await page.locator('.description').innerText(), nasty);
    t.is(await page.locator('.panels img').count(), 2 + 4);
    t.deepEqual([complaints, asked], [[], []]);
    t.true((await overflow(page)) <= 0);

    const chart = page.locator('.curve', { hasText: 'loss' }).first();
    await chart.locator('.chart').focus();
    await page.keyboard.press('Home');
    t.regex((await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '), /train 1\.500 ?0? ?step 1/);
    await page.keyboard.press('End');
    t.regex(
      (await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '),
      /train 1\.0000 step 2 val 1\.2500 step 2/,
    );
    await page.locator('#axis').selectOption('relative');
    await chart.locator('.chart').focus();
    await page.keyboard.press('Home');
    t.regex((await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '), /train 1\.500 ?0? ?0\.0 s/);
    await page.keyboard.press('End');
    t.regex(
      (await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '),
      /train 1\.0000 1 min 0 s val 1\.2500 1 min 0 s/,
    );
    await page.locator('#axis').selectOption('wall');
    t.regex((await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '), /train 1\.0000 2026-01-01 00:01 UTC/);
    await page.locator('#axis').selectOption('step');
    await page.locator('#smoothing').fill('0.5');
    // The mean of 1.5 and 1 with the weights 1 and 2.
    t.regex((await chart.locator('.legend').innerText()).replaceAll(/\s+/g, ' '), /train 1\.1667/);
    await page.locator('#panel-step').fill('0');
    t.is(await page.locator('output[for=panel-step]').innerText(), 'step 2');

    t.is(await page.locator('.config tbody tr:visible').count(), 3);
    await page.getByLabel('Find').fill('seed');
    t.is(await page.locator('.config tbody tr:visible').count(), 1);
    t.is(await page.locator('details[open]').count(), 0);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    t.is(await page.locator('#curves details svg[aria-label=lr]').count(), 1);
    t.is(await page.locator('details:not([open])').count(), 0, 'all is unfolded for printing');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    t.is(await page.locator('details[open]').count(), 0);
    t.true(packages.includes('@observablehq/plot'));
    for (const name of packages) t.true(parts!.licences.includes(`\n${name} `), `${name} has its licence`);
  },
);

testInBrowser.serial('a sweep is ranked by validation, and every chart of it is drawn', async (t) => {
  const point = (loss: string, seed: number, value: number) =>
    ({ overrides: { 'loss.type': loss, seed }, state: 'completed', value }) as const;
  const folder = await sweepFolder(join(await newFolder(), 'sweep'), [
    point('dice', 0, 0.5),
    point('dice', 1, 0.6),
    point(nasty, 0, 0.9),
    point(nasty, 1, 0.7),
    { overrides: { 'loss.type': 'focal', seed: 0 }, state: 'failed' },
  ]);
  const { page, complaints, asked } = await openOn(folder, {
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  });
  const rows = page.locator('.leaderboard tbody tr');
  const shown = async () => (await rows.allInnerTexts()).map((text) => text.split(/\t/).map((cell) => cell.trim()));
  t.deepEqual(
    (await shown()).map((cells) => cells.slice(0, 4)),
    [
      ['1', nasty, '2', '≈ 0.8000 ± 0.1414'.slice(2)],
      ['2', 'dice', '2', '≈ 0.5500 ± 0.0707'],
      ['3', 'focal', '1', '–'],
    ],
  );
  await page.getByRole('button', { name: 'loss.type' }).click();
  t.deepEqual(
    (await shown()).map(([, loss]) => loss),
    [nasty, 'dice', 'focal'],
  );
  await page.locator('#ranking summary').click();
  t.deepEqual(await page.locator('#ranking details tbody td:nth-child(3)').allInnerTexts(), [
    '0.9000',
    '0.7000',
    '0.6000',
    '0.5000',
    '–',
  ]);
  t.is(await page.locator('#parallel .of-group').count(), 2);
  // A4 within its margins.
  await page.setViewportSize({ width: 718, height: 1047 });
  await page.emulateMedia({ media: 'print' });
  t.true((await overflow(page)) <= 0, 'no table is cut on paper');
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 390, height: 844 });
  // The first two columns fill the frame.
  const boxes = await page.locator('#ranking > .scrolled, #ranking > .scrolled .ranked').all();
  const [frame, ...ranked] = await Promise.all(boxes.map(async (box) => (await box.boundingBox())!));
  t.is(ranked.length, 1 + 3);
  for (const { x, width } of ranked)
    t.true(x >= frame!.x && x + width <= frame!.x + frame!.width, 'the figure that ranks is in sight');
  t.is(await page.locator('#axes .of-group').count(), 4);
  t.deepEqual(await page.locator('#axes tbody').first().locator('tr').first().locator('td').allInnerTexts(), [
    '2',
    '0.8000',
    '0.1414',
  ]);
  t.deepEqual([complaints, asked], [[], []]);
  t.true((await overflow(page)) <= 0);
});

testInBrowser.serial('a run that failed at once has what there is', async (t) => {
  const folder = await runFolder(join(await newFolder(), 'failed'), {
    result: undefined,
    record: { status: 'failed', step: 0, error: `it could not read ${nasty}` },
    lines: [],
  });
  const { page, complaints } = await openOn(folder);
  t.is(await page.locator('.alert').innerText(), `it could not read ${nasty}`);
  t.is(await page.locator('h1 .status').innerText(), 'failed');
  t.deepEqual(await page.locator('h2').allInnerTexts(), ['Configuration', 'Provenance']);
  t.deepEqual(complaints, []);
});

test.after.always('close', () => browser?.close());
