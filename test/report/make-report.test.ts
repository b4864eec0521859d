import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeReport } from '../../src/report/make-report.ts';
import { findTargets } from '../../src/report/read/find-targets.ts';
import { newFolder } from '../helpers/tessera.ts';
import { classNames, evaluate, logPanels, runFolder, sweepFolder } from './_folders.ts';

const options = {
  complete: (config: object) => config,
  explain: () => Promise.resolve([]),
  leftOut: ['name'],
  version: '0.1.0',
  now: new Date(0),
};
const reportOn = async (...folders: string[]) => makeReport(await findTargets(folders, '/none', '/'), options);

test('a report on a run has all of it', async (t) => {
  const folder = await runFolder(join(await newFolder(), 'demo'));
  await evaluate(folder);
  await logPanels(folder, ['cat'], [2]);
  const { kind, title, runs, curves, details, notes, createdAt } = await reportOn(folder);
  t.deepEqual([kind, title, createdAt, notes], ['run', 'demo', '1970-01-01T00:00:00.000Z', []]);
  t.deepEqual([runs.length, curves.length, details.length], [1, 3, 1]);
  const [detail] = details;
  t.deepEqual(
    detail!.classes!.rows.map(({ name }) => name),
    classNames,
  );
  t.deepEqual([detail!.panels.length, detail!.photos.length, detail!.evaluations.length], [1, 1, 1]);
  t.deepEqual(
    detail!.config.map(({ path }) => path),
    ['name', 'seed'],
  );
});

test('a sweep shows its best run in full, and points without a run', async (t) => {
  const folder = await sweepFolder(join(await newFolder(), 'sweep'), [
    { overrides: { lr: 1 }, state: 'completed', value: 0.5 },
    { overrides: { lr: 2 }, state: 'completed', value: 0.75 },
    { overrides: { lr: 3 }, state: 'waiting' },
  ]);
  const { kind, runs, details, axes } = await reportOn(folder);
  t.is(kind, 'sweep');
  t.deepEqual(
    runs.map(({ name, status }) => [name, status]),
    [
      ['run-1', 'completed'],
      ['run-0', 'completed'],
      ['run-2', 'waiting'],
    ],
  );
  t.deepEqual(
    details.map(({ run }) => run),
    [0],
  );
  t.deepEqual(
    axes.map(({ key, values }) => [key, values.length]),
    [['lr', 3]],
  );
  const lr = details[0]!.config.find(({ path }) => path === 'lr')!;
  t.deepEqual(lr.layers, [{ by: 'axis', where: 'lr', value: '2' }]);
});

test('a few runs are each in full, many are not', async (t) => {
  const parent = await newFolder();
  const folders = await Promise.all(
    Array.from({ length: 7 }, (_, seed) => runFolder(join(parent, `run${seed}`), { config: { seed } })),
  );
  t.is((await reportOn(...folders.slice(0, 6))).details.length, 6);
  const { details, groups } = await reportOn(...folders);
  t.is(details.length, 0);
  t.deepEqual(
    groups.map((group) => group.runs.length),
    [7],
  );
});

test('a run that can not be read is told, if another one can be', async (t) => {
  const parent = await newFolder();
  const [good, bad] = [await runFolder(join(parent, 'good')), await runFolder(join(parent, 'bad'))];
  await writeFile(join(bad, 'config.yaml'), 'a: [');
  const { runs, notes } = await reportOn(good, bad);
  t.deepEqual(
    runs.map(({ status }) => status),
    ['completed', 'unreadable'],
  );
  t.regex(notes[0]!, /^bad can't be read: /);
  await t.throwsAsync(reportOn(bad), { message: /expected a run that can be read/ });
});

test('a run in training, one without validation and one without a test split have what there is', async (t) => {
  const parent = await newFolder();
  const running = await runFolder(join(parent, 'running'), {
    record: { status: 'interrupted' },
    result: undefined,
    lines: [['train', 1, { loss: 1 }]],
  });
  const report = await reportOn(running);
  t.is(report.decides, undefined);
  t.deepEqual(
    [report.runs[0]!.status, report.runs[0]!.figures, report.details[0]!.classes],
    ['interrupted', [], undefined],
  );
  const empty = await reportOn(
    await runFolder(join(parent, 'empty'), { result: undefined, record: { status: 'failed' }, lines: [] }),
  );
  t.deepEqual(empty.curves, []);
});
