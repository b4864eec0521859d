import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { execa } from 'execa';
import { parse } from 'yaml';
import { githubWorkflow } from '../../src/launch/github-workflow.ts';
import { long } from '../helpers/long.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder, tesseraCommand, tinyExperiment } from '../helpers/tessera.ts';

interface Step {
  readonly run?: string;
  readonly if?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, unknown>;
}
interface Workflow {
  readonly on: Record<'push' | 'pull_request', { branches?: string[]; paths: string[] }>;
  readonly defaults: { readonly run: Record<string, string> };
  readonly permissions: object;
  readonly jobs: Record<
    'plan' | 'launch',
    { 'runs-on': string; steps: Step[]; permissions: object; concurrency?: object }
  >;
}

const settings = { branch: 'main', prefix: '', nodeVersion: '22' };
const workflow = (given: Partial<Parameters<typeof githubWorkflow>[0]> = {}) =>
  parse(githubWorkflow({ ...settings, ...given })) as Workflow;

test('pull requests are planned on a machine of GitHub, and what is merged is launched on the runner', (t) => {
  const { on, jobs, permissions } = workflow({ branch: 'trunk' });
  t.deepEqual(on.push.branches, ['trunk']);
  t.is(jobs.plan['runs-on'], 'ubuntu-latest');
  t.is(jobs.launch['runs-on'], 'self-hosted');
  t.deepEqual(permissions, {});
  for (const job of [jobs.plan, jobs.launch])
    t.deepEqual(job.permissions, { contents: 'read', 'pull-requests': 'write' });
  t.is(jobs.launch.concurrency, undefined, 'it would drop pushes that wait');
  t.false(jobs.launch.steps[0]!.with!['clean'], 'data that git ignores stays');
});

test('nothing that a stranger can choose is put into the text of a script', (t) => {
  for (const { steps } of Object.values(workflow().jobs)) for (const { run } of steps) t.notRegex(run ?? '', /\$\{\{/);
});

test('a project in a folder of the repository runs there, and is asked only when it changes', (t) => {
  const { on, defaults } = workflow({ prefix: 'vision/cells' });
  t.deepEqual(on.pull_request.paths, ['vision/cells/**']);
  t.is(defaults.run['working-directory'], 'vision/cells');
  t.is(workflow().defaults.run['working-directory'], '.');
});

test('runs are made where --runs says, or beside the checkout, which outlives a job', (t) => {
  const runsOf = (given: object) => workflow(given).jobs.launch.steps.find(({ env }) => env?.['RUNS'])!.env!['RUNS'];
  t.is(runsOf({ runs: '/data/my "runs"' }), '/data/my "runs"');
  t.is(runsOf({}), '${{ runner.workspace }}/runs');
});

(long ? test : test.skip)('the steps of both jobs do what they say in a clone, and comment it', async (t) => {
  const folder = await newFolder();
  const origin = await newRepository();
  await origin.commit({ '.gitignore': 'runs/\n', 'experiments/old.yaml': tinyExperiment });
  const base = await origin.git('rev-parse', 'HEAD');
  await origin.commit({
    'experiments/new.yaml': tinyExperiment.replace('1e-2', '1e-3').replace('name: tiny', 'name: new'),
  });
  const clone = join(folder, 'clone');
  await origin.git('clone', '--quiet', origin.path, clone);
  const values: Record<string, string> = {
    'github.event.pull_request.base.sha': base,
    'github.event.pull_request.number': '7',
    'github.event.pull_request.head.repo.full_name == github.repository': 'true',
    'github.event.before': base,
    'github.repository': 'owner/name',
    'github.token': 'secret',
    'runner.workspace': folder,
  };
  const bin = join(folder, 'bin');
  await mkdir(bin);
  // `gh` keeps what it is told to say; there is one pull request, of number 7.
  const gh = '#!/bin/bash\nif [ "$1" = api ]; then echo 7; else cp "$5" "$RUNNER_TEMP/comment-$3.md"; fi\n';
  const npx = `#!/bin/bash\nshift\nexec ${tesseraCommand([])
    .map((word) => JSON.stringify(word))
    .join(' ')} "$@"\n`;
  for (const [name, script] of Object.entries({ gh, npx, npm: '#!/bin/bash\n' })) {
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  const commentOf = async (job: 'plan' | 'launch') => {
    const temp = await newFolder();
    for (const { run, env = {} } of workflow().jobs[job].steps.filter((step) => step.run !== undefined)) {
      const filled = Object.entries(env).map(([key, value]) => [
        key,
        value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => values[expression]!),
      ]);
      const environment = {
        PATH: `${bin}:${process.env['PATH']}`,
        RUNNER_TEMP: temp,
        GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
        GITHUB_SHA: 'head',
        ...Object.fromEntries(filled),
      };
      await execa('bash', ['-eo', 'pipefail', '-c', run!], { cwd: clone, env: environment });
    }
    t.true((await readdir(temp)).includes('summary.md'));
    return readFile(join(temp, 'comment-7.md'), 'utf8');
  };
  const plan = await commentOf('plan');
  t.regex(plan, /`experiments\/new\.yaml` \| would be launched/);
  t.notRegex(plan, /old\.yaml|Leaderboard/);
  t.false((await readdir(folder)).includes('runs'), 'a plan runs nothing');
  const board = await commentOf('launch');
  t.regex(board, /`experiments\/new\.yaml` \| completed/);
  t.regex(board, /### Leaderboard[^]*\| new-[0-9a-f]{12} \| completed/);
  t.is((await readdir(join(folder, 'runs'))).filter((name) => name.startsWith('new-')).length, 1);
});
