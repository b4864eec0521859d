import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { readDetail } from '../../../src/report/read/read-detail.ts';
import { originsFile, originsJson } from '../../../src/runs/origins.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { contentOf } from '../_contents.ts';
import { evaluate, logPanels, runFolder } from '../_folders.ts';

/** As for a run whose plugin is not there. */
const unknown = () => Promise.reject(new Error('no plugin'));
const origins = originsJson([{ path: 'seed', steps: [{ by: 'default', value: 0 }] }]);

test('a run in full has its origins, its evaluations and its images', async (t) => {
  const path = await runFolder(join(await newFolder(), 'run'));
  await writeFile(join(path, originsFile), origins);
  await evaluate(path);
  await logPanels(path, ['a'], [2]);
  const detail = await readDetail(contentOf({ path }), unknown);
  t.deepEqual(
    detail.origins?.values.map((value) => value.path),
    ['seed'],
  );
  t.deepEqual(
    detail.evaluations.map(({ name, folder }) => [name, folder]),
    [['end', join(path, 'evaluations', 'end')]],
  );
  t.deepEqual([detail.images.length, detail.notes], [1, []]);
});

test('a point of a sweep has the origins of the sweep', async (t) => {
  const path = await runFolder(join(await newFolder(), 'run'));
  await writeFile(join(dirname(path), originsFile), origins);
  const point = { id: 'a', name: 'run', overrides: {}, state: 'completed' as const, attempts: 1 };
  t.truthy((await readDetail(contentOf({ path, point }), unknown)).origins);
  t.is((await readDetail(contentOf({ path }), unknown)).origins, undefined);
});

test('what can not be read is told, and the rest is there', async (t) => {
  const path = await runFolder(join(await newFolder(), 'run'));
  await mkdir(join(path, 'evaluations', 'bad'), { recursive: true });
  await writeFile(join(path, 'evaluations', 'bad', 'evaluation.json'), '{');
  await writeFile(join(path, originsFile), origins);
  const { notes, evaluations, origins: known } = await readDetail(contentOf({ path }), unknown);
  t.is(notes.length, 1);
  t.regex(notes[0]!, /evaluation\.json can't be read/);
  t.deepEqual(evaluations, []);
  t.truthy(known);
});

test('of a run that kept no origins, defaults are told from what was written', async (t) => {
  const path = await runFolder(await newFolder());
  const where = { file: 'config.yaml', line: 3 };
  const explain = (file: string) => {
    t.is(file, join(path, 'config.yaml'));
    return Promise.resolve([
      {
        path: 'optimizer.betas',
        steps: [
          { by: 'default', value: [0.9, 0.999] },
          { by: 'file', where, value: [0.9, 0.999] },
        ],
      },
      {
        path: 'optimizer.lr',
        steps: [
          { by: 'default', value: 0.001 },
          { by: 'file', where, value: 0.01 },
        ],
      },
      { path: 'name', steps: [{ by: 'file', where, value: 'demo' }] },
    ] as const);
  };
  const { origins: told } = await readDetail(contentOf({ path }), explain);
  t.deepEqual(
    told!.values.map((value) => value.layers),
    [
      [{ by: 'default', value: [0.9, 0.999] }],
      [{ by: 'file', where: 'config.yaml', value: 0.01 }],
      [{ by: 'file', where: 'config.yaml', value: 'demo' }],
    ],
  );
});
