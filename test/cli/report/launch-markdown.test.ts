import test from 'ava';
import { launchesMarkdown, type LaunchMarkdownOptions } from '../../../src/cli/report/launch-markdown.ts';
import type { ListedRun } from '../../../src/runs/list.ts';
import { aLaunch } from '../../helpers/launches.ts';

const options: LaunchMarkdownOptions = {
  project: { directory: '/work', top: '/work', prefix: '', gitDirectory: '/work/.git' },
  dryRun: false,
  runsDirectory: '/work/runs',
  runs: [],
  now: Date.parse('2026-01-02T00:00:00Z'),
};

const aRun = (path: string, value: number, more: Partial<ListedRun> = {}): ListedRun => ({
  path,
  id: '0',
  name: path,
  status: 'completed',
  step: 4,
  totalSteps: 4,
  startedAt: '2026-01-01T00:00:00Z',
  seconds: 60,
  validation: { metric: 'iou/macro/image', direction: 'max', value, step: 4 },
  config: () => Promise.resolve({}),
  ...more,
});

test('a plan says what would be launched, and what is wrong', (t) => {
  const problem = {
    code: 'unknown-key',
    message: 'expected a key of train, got `epoch`',
    hints: ['did you mean `epochs`?'],
  };
  const text = launchesMarkdown(
    [
      aLaunch({ run: '/work/runs/a-1' }),
      aLaunch({ file: 'experiments/b.yaml', state: 'invalid', problems: [problem] as never }),
      aLaunch({ file: 'experiments/c.yaml', state: 'exists', run: '/work/runs/c-1', unseen: ['lib/d.py'] }),
    ],
    { ...options, dryRun: true, runs: [aRun('a-1', 0.5)] },
  );
  t.regex(text, /\| `experiments\/a\.yaml` +\| would be launched +\| `runs\/a-1` +\|/);
  t.regex(text, /\| `experiments\/b\.yaml` +\| invalid, not launched/);
  t.regex(text, /```\nerror\[unknown-key\]: expected a key of train, got `epoch`\n[^]*did you mean `epochs`\?\n```/);
  t.regex(text, /`lib\/d\.py` is neither committed nor ignored/);
  t.false(text.includes('Leaderboard'));
});

test('the leaderboard has the launched runs and the points of launched sweeps, in the order that is given, and no others', (t) => {
  const text = launchesMarkdown(
    [
      aLaunch({ state: 'completed', run: '/work/runs/a-1' }),
      aLaunch({ file: 'experiments/s.yaml', state: 'completed', run: '/work/runs/s-1' }),
    ],
    {
      ...options,
      runs: [aRun('s-1/point', 0.9, { sweep: 's-1' }), aRun('a-1', 0.8), aRun('old-1', 0.7), aRun('a-11', 0.6)],
    },
  );
  const board = text.slice(text.indexOf('### Leaderboard'));
  t.deepEqual(
    [...board.matchAll(/^\| ([\w/-]+-1(?:\/point)?) /gm)].map(([, path]) => path),
    ['s-1/point', 'a-1'],
  );
  t.true(board.includes('0.9000'));
});

test('more runs than fit a comment are counted', (t) => {
  const runs = Array.from({ length: 23 }, (_, index) => aRun(`s-1/p${index}`, 1 - index / 100, { sweep: 's-1' }));
  const text = launchesMarkdown([aLaunch({ state: 'completed', run: '/work/runs/s-1' })], { ...options, runs });
  t.regex(text, /\n\nand 3 more$/);
  t.is([...text.matchAll(/s-1\/p/g)].length, 20);
});

test('nothing launched is said', (t) => {
  t.regex(launchesMarkdown([], options), /No experiment was added or changed/);
});
