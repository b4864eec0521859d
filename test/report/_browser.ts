import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { bundleReport } from '../../src/cli/bundle-report.ts';
import { readPageParts, type PageParts } from '../../src/report/page-parts.ts';
import { browserArguments, chromiumPath } from '../helpers/chromium.ts';

export interface OpenReport {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for, other than the file itself and the images in it. */
  readonly asked: readonly string[];
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: browserArguments });
}

/** The parts of the page as its sources are now, and the packages in them. */
export async function bundledParts(): Promise<{ readonly parts: PageParts; readonly packages: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  const packages = await bundleReport(folder);
  return { parts: await readPageParts((name) => join(folder, name)), packages };
}

/** Opens a report from disk, with no network. */
export async function openReport(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const file = join(await mkdtemp(join(tmpdir(), 'tessera-test-')), 'report.html');
  await writeFile(file, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const [complaints, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  await page.locator('.made').waitFor();
  return { page, complaints, asked };
}
