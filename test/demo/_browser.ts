import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { bundlePage } from '../../src/cli/bundle-demo.ts';
import { serveSite, type ServedSite } from '../../src/demo/serve-site.ts';
import type { Site } from '../../src/demo/site.ts';
import { pageFiles } from '../../src/demo/runtime-files.ts';
import { browserArguments, chromiumPath } from '../helpers/chromium.ts';
import { newFolder } from '../helpers/tessera.ts';

export interface OpenDemo {
  readonly page: Page;
  /** The address of the page's folder. */
  readonly address: string;
  /** Addresses that the page asked for. */
  readonly asked: readonly string[];
  /** What the browser complained about. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Another server than the command's own. */
  readonly serve?: (site: Site) => Promise<Pick<ServedSite, 'port' | 'close'>>;
  /** Pixels of the screen for one of the page. */
  readonly deviceScaleFactor?: number;
}

const serveHere = (site: Site) => serveSite(site, { host: '127.0.0.1' });

/**
 * Serves a demo below a path, with the page as its sources are now, and opens it in a browser without a window.
 */
export async function openDemo(
  site: Site,
  { serve = serveHere, deviceScaleFactor = 1 }: OpenOptions = {},
): Promise<OpenDemo> {
  const below = 'some/path/';
  const fresh = await newPageFiles();
  const files = [...site].map(([path, content]) => [`${below}${path}`, fresh.get(path) ?? content] as const);
  const served = await serve(new Map(files));
  const browser = await chromium.launch({ executablePath: chromiumPath()!, args: browserArguments });
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, deviceScaleFactor });
  page.setDefaultTimeout(30_000);
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const address = `http://127.0.0.1:${served.port}/${below}`;
  await page.goto(address);
  await page.locator('#device:not(:empty)').waitFor();
  const close = async () => {
    await browser.close();
    await served.close();
  };
  return { page, address, asked, complaints, close };
}

async function newPageFiles(): Promise<Map<string, Uint8Array>> {
  const folder = await newFolder();
  await bundlePage(folder);
  return new Map(await Promise.all(pageFiles.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

/** Gives the page a photo by its file picker, and waits for the mask. */
export async function choose(page: Page, photo: string): Promise<void> {
  await page.evaluate("document.getElementById('status').textContent = ''");
  await page.setInputFiles('#file', photo);
  await page
    .locator('#status')
    .filter({ hasText: `${basename(photo)}: ` })
    .waitFor();
}

/** The mask on the screen: RGBA of each pixel, with the size that it has. */
export async function maskOnPage(page: Page): Promise<{ width: number; height: number; pixels: Buffer }> {
  const { width, height, text } = await page.evaluate<{ width: number; height: number; text: string }>(`(async () => {
    const { width, height } = document.getElementById('mask');
    const { data } = document.getElementById('mask').getContext('2d').getImageData(0, 0, width, height);
    const url = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(new Blob([data]));
    });
    return { width, height, text: url.slice(url.indexOf(',') + 1) };
  })()`);
  return { width, height, pixels: Buffer.from(text, 'base64') };
}

/** The files of a folder that `tessera demo --output` wrote. */
export async function siteOf(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file.slice(folder.length + 1), pathToFileURL(file)]));
}
