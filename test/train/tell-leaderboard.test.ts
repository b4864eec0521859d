import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { exists } from '../../src/core/exists.ts';
import { readLeaderboard, leaderboardFile } from '../../src/runs/leaderboard.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { RunContext } from '../../src/train/run-context.ts';
import { tellLeaderboard } from '../../src/train/tell-leaderboard.ts';
import { testRecord } from '../helpers/run-record.ts';
import { newFolder } from '../helpers/tessera.ts';

interface Given {
  readonly status?: RunRecord['status'];
  readonly leaderboard?: boolean;
  readonly smoke?: boolean;
  readonly isLost?: boolean;
}

/** Tells of a run in `runs`. Returns the warnings. */
async function tell(runs: string, { status = 'completed', leaderboard = true, smoke = false, isLost }: Given = {}) {
  const warnings: string[] = [];
  const context = {
    experiment: { log: { leaderboard }, description: 'a try' },
    smoke,
    observer: { warned: (message: string) => void warnings.push(message) },
  };
  const run = { path: join(runs, 'demo-1a2b3c4d'), lost: isLost ? AbortSignal.abort() : new AbortController().signal };
  const keeper = { record: () => testRecord({ status }) };
  await tellLeaderboard(context as unknown as RunContext, run, keeper);
  return warnings;
}

test('a run that is complete or has failed gets a line beside it', async (t) => {
  const runs = await newFolder();
  t.deepEqual(await tell(runs), []);
  t.deepEqual(await tell(runs, { status: 'failed' }), []);
  const lines = await readLeaderboard(runs);
  t.deepEqual(
    lines.map(({ name, status, run, description }) => [name, status, run, description]),
    [
      ['demo', 'completed', 'demo-1a2b3c4d', 'a try'],
      ['demo', 'failed', 'demo-1a2b3c4d', 'a try'],
    ],
  );
});

for (const [title, given] of Object.entries({
  'a run that goes on later': { status: 'interrupted' },
  'a run whose experiment wants no line': { leaderboard: false },
  'a try': { smoke: true },
  'a run that another process has taken over': { isLost: true },
} satisfies Record<string, Given>)) {
  test(`${title} gets none`, async (t) => {
    const runs = await newFolder();
    t.deepEqual(await tell(runs, given), []);
    t.false(await exists(join(runs, leaderboardFile)));
  });
}

test('a line that cannot be written is a warning, and ends nothing', async (t) => {
  const runs = await newFolder();
  await mkdir(join(runs, leaderboardFile));
  const [warning, ...others] = await tell(runs);
  t.regex(warning!, /^the leaderboard lacks this run's line: EISDIR.*; the run's own files are whole$/);
  t.deepEqual(others, []);
});
