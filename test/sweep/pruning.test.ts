import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Pruner } from '../../src/registry/index.ts';
import { openPruning, prunerFile, writePruner, type PrunerSettings } from '../../src/sweep/pruning.ts';
import { rungFile } from '../../src/sweep/rung-file.ts';
import { buildPart } from '../helpers/networks.ts';
import { newFolder } from '../helpers/tessera.ts';

async function stage(settings: Partial<PrunerSettings> = {}) {
  const sweep = await newFolder();
  await writePruner(sweep, { pruner: { type: 'asha' }, ...settings });
  const open = async (run: string) =>
    (await openPruning(prunerFile(sweep), join(sweep, run), (reference) => buildPart('pruner', reference)))!;
  const directionOf = (name: string) => (name === 'loss' ? 'min' : 'max');
  const validated = async (run: string, step: number, iou: number, loss = 1) => {
    const pruning = await open(run);
    await pruning.validated(step, { 'iou/macro/image': iou, loss }, 'iou/macro/image', directionOf);
    return pruning.judge(step);
  };
  return { sweep, open, validated };
}

test('a run is compared with what the others have recorded, and told against what', async (t) => {
  const { validated } = await stage();
  t.is(await validated('a', 10, 0.5), undefined, 'whoever comes first goes on');
  t.is(await validated('b', 10, 0.6), undefined);
  t.deepEqual(await validated('c', 10, 0.4), {
    by: 'asha',
    metric: 'iou/macro/image',
    validation: 1,
    step: 10,
    value: 0.4,
    cutoff: 0.6,
    among: 3,
  });
  t.is(await validated('c', 20, 0.1), undefined, 'there is no rung at the second validation');
});

test('what was said of a validation is said again, whatever came since', async (t) => {
  const { sweep, validated } = await stage();
  t.is(await validated('a', 10, 0.5), undefined);
  await validated('b', 10, 0.9);
  await validated('c', 10, 0.95);
  t.is(await validated('a', 10, 0.5), undefined, 'it had passed');
  const lines = (await readFile(rungFile(sweep, 'a'), 'utf8')).split('\n').filter(Boolean);
  t.is(lines.length, 2, 'nothing is recorded twice');
  const stopped = await validated('d', 10, 0.1);
  t.deepEqual(await validated('d', 10, 0.1), stopped);
});

test('a decision that a kill prevented is made when the run goes on', async (t) => {
  const { open, validated } = await stage();
  await validated('a', 10, 0.9);
  await validated('b', 10, 0.8);
  await (await open('c')).validated(10, { 'iou/macro/image': 0.1 }, 'iou/macro/image', () => 'max');
  t.is((await (await open('c')).judge(10))!.cutoff, 0.9);
  t.is(await (await open('c')).judge(20), undefined, 'it was not validated there');
});

test("a sweep's objective is what counts, in its direction", async (t) => {
  const { validated } = await stage({ objective: { metric: 'val/loss', mode: 'max' } });
  await validated('a', 10, 0.9, 3);
  const { metric, value, cutoff } = (await validated('b', 10, 0.99, 2))!;
  t.deepEqual([metric, value, cutoff], ['loss', 2, 3]);
});

test('without a pruner there is nothing to ask', async (t) => {
  const { sweep } = await stage();
  await writePruner(sweep, undefined);
  const build = (): Promise<Pruner> => Promise.reject(new Error('not asked'));
  t.is(await openPruning(prunerFile(sweep), join(sweep, 'a'), build), undefined);
});
