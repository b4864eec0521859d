import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import test from 'ava';
import { writeSweepResults } from '../../src/cli/write-sweep-results.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';

const point = (id: string, value?: number): LedgerPoint => ({
  id,
  name: `run-${id}`,
  overrides: { 'optimizer.lr': id },
  state: value === undefined ? 'failed' : 'completed',
  attempts: 1,
  ...(value !== undefined && {
    validation: { metric: 'loss', direction: 'min', value, step: 4 },
    metrics: { loss: 1 },
  }),
});

async function aSweep(): Promise<string> {
  const path = await newFolder();
  await mkdir(join(path, 'points'));
  await writeFile(join(path, 'points/b.yaml'), 'name: x\n');
  return path;
}

test('a sweep has its table as CSV and Markdown, and the experiment of its best point', async (t) => {
  const path = await aSweep();
  const files = await writeSweepResults(path, [point('a', 0.5), point('b', 0.25), point('c')]);
  t.deepEqual(files, {
    csv: join(path, 'sweep.csv'),
    markdown: join(path, 'sweep.md'),
    best: { run: join(path, 'run-b'), experiment: join(path, 'best.yaml') },
  });
  const yaml = await readFile(join(path, 'best.yaml'), 'utf8');
  t.regex(yaml, /^# The best point of its sweep: optimizer\.lr=b, best val\/loss 0\.2500\.\n# .*\nname: x\n$/);
  t.is((await readFile(join(path, 'sweep.csv'), 'utf8')).split('\r\n')[1]!.slice(0, 12), 'b,completed,');
  t.is(
    await readFile(join(path, 'sweep.md'), 'utf8'),
    `# ${basename(path)}

By the best \`val/loss\`; the test has no part in the order.

| point | optimizer.lr | best val/loss | test/loss | time | state |
| --- | ---: | ---: | ---: | ---: | ---: |
| b | b | 0.2500 | 1.0000 | - | completed |
| a | a | 0.5000 | 1.0000 | - | completed |
| c | c | - | - | - | failed |

The best run is \`run-b\`; \`best.yaml\` is its experiment.
`,
  );
});

test('a best point that is none any more leaves no experiment', async (t) => {
  const path = await aSweep();
  await writeFile(join(path, 'best.yaml'), 'name: old\n');
  t.is((await writeSweepResults(path, [point('c')])).best, undefined);
  t.false((await readdir(path)).includes('best.yaml'));
  t.is((await writeSweepResults(path, [point('a', 1)])).best, undefined, 'its experiment is not there');
});
