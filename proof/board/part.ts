import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { chromium, type Browser } from 'playwright-core';
import { browserArguments, chromiumPath } from '../../test/helpers/chromium.ts';
import type { Part } from '../part.ts';
import { seeDashboards } from './dashboards.ts';
import { look } from './look.ts';
import { makeRuns } from './make-runs.ts';
import { withBoard } from './with-board.ts';

/**
 * 200 real runs in a real TensorBoard: what its views show, and what HParams filters and sorts. Then every dashboard of
 * the quick start.
 */
export const boardPart: Part = {
  name: 'board',
  title: 'TensorBoard with 200 runs',
  run: async (root, log) => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-board-proof-'));
    const screenshots = join(root, '.cache/proof/board');
    await mkdir(screenshots, { recursive: true });
    const executablePath = chromiumPath();
    if (executablePath === undefined) throw new Error('There is no Chromium');
    const browser = await chromium.launch({ executablePath, args: browserArguments });
    const lines: string[] = [];
    let passed = true;
    const check = (what: string, found: unknown, isRight: boolean) => {
      passed &&= isRight;
      lines.push(`- ${what}: ${isRight ? 'yes' : `**no**, ${JSON.stringify(found)}`}`);
      log(lines.at(-1)!);
    };
    try {
      const runs = join(folder, 'quickstart');
      log('trains the quick start');
      await execa(process.execPath, ['dist/src/cli/tessera.js', 'run', 'experiments/quickstart.yaml', '--runs', runs], {
        cwd: root,
      });
      await withBoard(root, [runs], async (address) => {
        for (const { name, count, least } of await seeDashboards(browser, address, screenshots))
          check(`${name} shows the quick start: ${count} of its charts, images or rows`, { least }, count >= least);
      });
      const sweep = await makeRuns(folder, log);
      await withBoard(root, [sweep], async (address) => {
        const { runs: ticked, cards } = await seenInTimeSeries(browser, address, join(screenshots, 'time-series.png'));
        check('all 200 runs and 100 means over seeds are ticked in Time Series', ticked, ticked === 301);
        check('`val/loss` has a chart there with lines', cards, cards > 0);
        await look(browser, `${address}#hparams`, join(screenshots, 'hparams.png'), async (page) => {
          await page.getByText('horizontal-flip + grayscale').first().waitFor();
        });
        for (const [what, rows, expected] of await hparams(address)) check(what, rows, rows === expected);
      });
      const few = [sweep, '--where', 'loss.type=focal', '--sort', 'val', '--limit', '25'];
      await withBoard(root, few, async (address) => {
        const charts = await chartsInScalars(browser, address, join(screenshots, 'scalars.png'));
        check('a selection of 25 has charts in Scalars at once', charts, charts > 0);
        await look(browser, `${address}#custom_scalars`, join(screenshots, 'custom-scalars.png'), async (page) => {
          await page.getByText('Mean and spread over seeds').waitFor();
        });
      });
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
    return { passed, text: [...lines, '', 'The screenshots are in `.cache/proof/board`.'].join('\n') };
  },
};

/** How many runs a table of a chart has, each of which is ticked, and how many lines its chart. */
function seenInTimeSeries(browser: Browser, address: string, picture: string) {
  return look(browser, `${address}?tagFilter=${encodeURIComponent('^val/loss$')}#timeseries`, picture, async (page) => {
    const card = page.locator('scalar-card-component').filter({ hasText: 'val/loss' }).first();
    await card.locator('tb-data-table-content-row').first().waitFor();
    const all = page.locator('tb-data-table-header-cell mat-checkbox input').first();
    const isTicked = await all.isChecked();
    const names = (await (await fetch(`${address}data/runs`)).json()) as string[];
    return { runs: isTicked ? names.length : 0, cards: await card.locator('tb-data-table-content-row').count() };
  });
}

function chartsInScalars(browser: Browser, address: string, picture: string): Promise<number> {
  return look(browser, `${address}#scalars`, picture, async (page) => {
    await page.locator('tf-scalar-card').first().waitFor();
    return page.locator('tf-scalar-card').count();
  });
}

/** What the HParams view asks for: all, one value of an axis of lists, an order by numbers. */
async function hparams(address: string): Promise<[what: string, found: unknown, expected: unknown][]> {
  const post = async (route: string, body: object) =>
    (
      await fetch(`${address}data/plugin/hparams/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ experimentName: '', ...body }),
      })
    ).json();
  const groups = async (colParams: readonly object[]) =>
    (await post('session_groups', {
      allowedStatuses: ['STATUS_UNKNOWN', 'STATUS_SUCCESS', 'STATUS_FAILURE', 'STATUS_RUNNING'],
      startIndex: 0,
      sliceSize: 1000,
      colParams,
    })) as { sessionGroups: { hparams: Record<string, unknown>; sessions: { status: string }[] }[] };
  const experiment = (await post('experiment', {})) as {
    hparamInfos: { name: string }[];
    metricInfos: { displayName: string }[];
  };
  const all = (await groups([])).sessionGroups;
  const flipped = await groups([
    { hparam: 'augmentations', filterDiscrete: ['horizontal-flip + grayscale'], includeInResult: true },
  ]);
  const sorted = await groups([{ hparam: 'optimizer.lr', order: 'ORDER_DESC', includeInResult: true }]);
  const rates = sorted.sessionGroups.map((group) => group.hparams['optimizer.lr'] as number);
  return [
    [
      'the columns of HParams are the swept keys',
      experiment.hparamInfos.map(({ name }) => name).join(', '),
      'augmentations, loss, optimizer.lr, seed',
    ],
    ['the first metric is the best validation', experiment.metricInfos[0]?.displayName, 'val/iou/macro/image best'],
    ['HParams has a row for each run and each mean over seeds', all.length, 300],
    [
      'every run is a success',
      all.filter(({ sessions }) => sessions.some(({ status }) => status === 'STATUS_SUCCESS')).length,
      200,
    ],
    ['a value of a list-valued axis filters to its 40 runs and 20 means', flipped.sessionGroups.length, 60],
    [
      'sorting by the learning rate is by number',
      rates.every((rate, index) => index === 0 || rate <= rates[index - 1]!),
      true,
    ],
  ];
}
