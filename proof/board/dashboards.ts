import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { look } from './look.ts';

/** A dashboard of TensorBoard, and what it shows of a run if it shows anything. */
interface Dashboard {
  readonly name: string;
  readonly hash: string;
  readonly least: number;
  /** Elements that are there once it has loaded. */
  shown(page: Page): Locator;
}

const dashboards: readonly Dashboard[] = [
  { name: 'Time Series', hash: 'timeseries', least: 4, shown: (page) => page.locator('card-view') },
  { name: 'Scalars', hash: 'scalars', least: 4, shown: (page) => page.locator('tf-scalar-card') },
  { name: 'Images', hash: 'images', least: 4, shown: (page) => page.locator('tf-image-loader img') },
  { name: 'Graphs', hash: 'graphs', least: 3, shown: (page) => page.getByText(/^(encoder|decoder|head)$/) },
  { name: 'Distributions', hash: 'distributions', least: 2, shown: (page) => page.locator('tf-distribution-loader') },
  { name: 'Histograms', hash: 'histograms', least: 2, shown: (page) => page.locator('tf-histogram-loader') },
  { name: 'Text', hash: 'text', least: 4, shown: (page) => page.locator('tf-text-loader') },
  { name: 'PR Curves', hash: 'pr_curves', least: 3, shown: (page) => page.locator('tf-pr-curve-card') },
  { name: 'HParams', hash: 'hparams', least: 1, shown: (page) => page.getByText('val/iou/macro/image best') },
  {
    name: 'Custom Scalars',
    hash: 'custom_scalars',
    least: 2,
    shown: (page) => page.locator('tf-custom-scalar-multi-line-chart-card, tf-custom-scalar-margin-chart-card'),
  },
];

/**
 * Looks at every dashboard of one run.
 * @returns of each how many of its charts, images or rows it shows, and whether that is enough
 */
export async function seeDashboards(
  browser: Browser,
  address: string,
  screenshots: string,
): Promise<{ readonly name: string; readonly count: number; readonly least: number }[]> {
  const seen = [];
  for (const { name, hash, least, shown } of dashboards) {
    const picture = join(screenshots, `run-${hash}.png`);
    const count = await look(browser, `${address}#${hash}`, picture, async (page) => {
      const elements = shown(page);
      await elements
        .nth(least - 1)
        .waitFor({ state: 'attached' })
        .catch(() => undefined);
      return elements.count();
    });
    seen.push({ name, count, least });
  }
  return seen;
}
