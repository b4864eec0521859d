import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { appendToLeaderboard, leaderboardLine, readLeaderboard, type EndedRun } from '../../src/runs/leaderboard.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

/** A complete run whose best validation is `iou` 0.75, and `iou` 0.5 on the test. */
async function ended(path: string, given: Parameters<typeof fakeRun>[1] = {}): Promise<EndedRun> {
  await fakeRun(path, { metrics: { iou: 0.5 }, ...given });
  const run = runDirectory(path);
  const [record, result] = [(await run.readRecord())!, await run.readResult()];
  const best = { step: 7, metric: 'iou', value: 0.75 };
  const ends = { endedAt: '2026-01-02T03:04:05.000Z', seconds: 12.34, best };
  return { path, record: { ...record, ...ends }, ...(result && { result: { ...result, best } }) };
}

test('a run is a line: when it ended, what it is, its commit, validation, test and time', async (t) => {
  const runs = await newFolder();
  const run = await ended(join(runs, 'pets-1a2b'));
  const attempt = run.record.attempts[0]!;
  const git = { commit: '0123456789abcdef', dirty: true };
  const line = leaderboardLine(
    { ...run, description: 'a\ttry', record: { ...run.record, attempts: [{ ...attempt, git }] } },
    runs,
  );
  const { id, name } = run.record;
  t.deepEqual(line, {
    time: '2026-01-02T03:04:05.000Z',
    id,
    name,
    status: 'completed',
    commit: '0123456789ab+',
    metric: 'val/iou',
    value: '0.75',
    step: '7',
    test: '0.5',
    seconds: '12.3',
    run: 'pets-1a2b',
    description: 'a\ttry',
    error: '',
  });
});

test('texts cannot end a cell or a line, and lines are read back', async (t) => {
  const runs = await newFolder();
  t.deepEqual(await readLeaderboard(runs), []);
  const run = await ended(join(runs, 'a'), { record: { status: 'failed', error: 'two\nlines' } });
  await appendToLeaderboard({ ...run, description: 'a\ttry' });
  const text = await readFile(join(runs, 'leaderboard.tsv'), 'utf8');
  t.is(text.split('\n').length, 3);
  t.true(
    text.startsWith('time\tid\tname\tstatus\tcommit\tmetric\tvalue\tstep\ttest\tseconds\trun\tdescription\terror\n'),
  );
  const [line] = await readLeaderboard(runs);
  t.is(line!.description, 'a try');
  t.is(line!.error, 'two lines');
  t.is(line!.status, 'failed');
});

test('a point of a sweep is a line beside the sweep, with what the sweep sets', async (t) => {
  const runs = await newFolder();
  const sweep = join(runs, 'many-1');
  await mkdir(sweep);
  const point = { name: 'p', overrides: { 'optimizer.lr': 0.1, loss: { type: 'focal', gamma: 2 } } };
  await writeFile(join(sweep, 'sweep.json'), JSON.stringify({ points: [point] }));
  await appendToLeaderboard({ ...(await ended(join(sweep, 'p'))), description: 'of all points' });
  const [line] = await readLeaderboard(runs);
  t.is(line!.run, 'many-1/p');
  t.is(line!.description, 'optimizer.lr=0.1, loss=focal gamma=2');
  t.false((await readdir(sweep)).includes('leaderboard.tsv'));
});

test('runs that end at the same moment all have their lines, and one head', async (t) => {
  const runs = await newFolder();
  const names = ['a', 'b', 'c', 'd'];
  const all = await Promise.all(names.map((name) => ended(join(runs, name))));
  await Promise.all(all.map((run) => appendToLeaderboard(run)));
  t.deepEqual((await readLeaderboard(runs)).map(({ run }) => run).toSorted(), names);
  t.deepEqual((await readdir(runs)).toSorted(), [...names, 'leaderboard.tsv']);
});

test('a line that was cut short takes no other along', async (t) => {
  const runs = await newFolder();
  const run = await ended(join(runs, 'a'));
  await appendToLeaderboard(run);
  await appendFile(join(runs, 'leaderboard.tsv'), '2026-01-02\tcut');
  await appendToLeaderboard(run);
  t.deepEqual(
    (await readLeaderboard(runs)).map(({ id, run: path }) => [id, path]),
    [
      [run.record.id, 'a'],
      ['cut', ''],
      [run.record.id, 'a'],
    ],
  );
});
