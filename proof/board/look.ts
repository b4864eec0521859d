import type { Browser, Page } from 'playwright-core';

/** Opens a page, works on it, and leaves a picture of it. */
export async function look<Result>(
  browser: Browser,
  address: string,
  picture: string,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 950 } });
  page.setDefaultTimeout(120_000);
  try {
    await page.goto(address);
    const result = await work(page);
    await page.waitForTimeout(2000);
    return result;
  } finally {
    await page.screenshot({ path: picture });
    await page.close();
  }
}
