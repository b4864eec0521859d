import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Report } from '../../../src/report/document.ts';
import { runInProcess, newFolder } from '../../helpers/tessera.ts';
import { runFolder } from '../../report/_folders.ts';

async function project() {
  const folder = await newFolder();
  await runFolder(join(folder, 'runs', 'pets-1111'));
  await runFolder(join(folder, 'runs', 'cars-2222'), { config: { train: { epochs: 3 } } });
  return { folder, report: (...args: string[]) => runInProcess(['report', ...args], folder) };
}

async function dataIn(file: string): Promise<Report> {
  const html = await readFile(file, 'utf8');
  return JSON.parse(/id="report">(.*?)<\/script>/s.exec(html)![1]!) as Report;
}

test('a report on a run is written into its folder, and again in its place', async (t) => {
  const { folder, report } = await project();
  const { exitCode, stdout } = await report('pets');
  t.is(exitCode, 0);
  t.regex(stdout, /^runs\/pets-1111\/report\.html \(1 run, \d\.\d MB\); open it in a browser$/);
  t.is((await dataIn(join(folder, 'runs/pets-1111/report.html'))).title, 'pets-1111');
  t.is((await report('pets')).exitCode, 0);
});

test('one on several runs is written here, or where it is asked for; --json tells where', async (t) => {
  const { folder, report } = await project();
  const { stdout } = await report('pets', 'cars', '--json');
  const told = JSON.parse(stdout) as { bytes: number };
  t.deepEqual(told, {
    file: 'report.html',
    bytes: (await readFile(join(folder, 'report.html'))).length,
    kind: 'runs',
    runs: 2,
  });
  await report('pets', 'cars', '--output', 'two.html');
  const { runs, kind } = await dataIn(join(folder, 'two.html'));
  t.deepEqual([kind, runs.map(({ name }) => name)], ['runs', ['pets-1111', 'cars-2222']]);
});

test('a file that is no report is not replaced without --force, and a folder never', async (t) => {
  const { folder, report } = await project();
  const file = join(folder, 'notes.html');
  await writeFile(file, 'mine');
  const { exitCode, stderr } = await report('pets', '--output', 'notes.html');
  t.is(exitCode, 2);
  t.regex(stderr, /expected a new file or an earlier report for `--output`/);
  t.is(await readFile(file, 'utf8'), 'mine');
  t.is((await report('pets', '--output', 'notes.html', '--force')).exitCode, 0);
  t.regex((await report('pets', '--output', 'runs')).stderr, /expected a file for `--output`, got the folder/);
});

test('a name that is no run is refused with the nearest one', async (t) => {
  const { report } = await project();
  const { exitCode, stderr } = await report('pats-1111');
  t.is(exitCode, 2);
  t.regex(stderr, /did you mean pets-1111/);
});
