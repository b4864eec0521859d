import test from 'ava';
import { provenanceTexts } from '../../src/log/provenance-text.ts';
import type { Attempt } from '../../src/runs/attempt.ts';

const attempt: Attempt = {
  number: 2,
  startedAt: '2026-01-02T03:04:05.000Z',
  firstStep: 8,
  lastStep: 8,
  outcome: 'running',
  host: 'lab-7',
  machine: { cpu: 'A | B', cores: 4, memoryBytes: 8 * 2 ** 30, platform: 'linux x64' },
  versions: { tessera: '0.1.0', node: '24.0.0' },
  backend: 'onnxruntime (1.2)',
  command: ['run', 'my file.yaml', '--set', "name=it's"],
  git: { commit: 'abc', branch: 'main', dirty: true, diffHash: 'def', patch: 'code/def.patch' },
};

test('the command is one that a shell takes', (t) => {
  t.is(provenanceTexts(attempt, undefined)['command'], "```sh\ntessera run 'my file.yaml' --set 'name=it'\\''s'\n```");
});

test('the environment is a table of what is known', (t) => {
  const rows = provenanceTexts(attempt, undefined)['environment']!.split('\n');
  t.deepEqual(rows, [
    '| | |',
    '| --- | --- |',
    '| attempt | 2 |',
    '| started | 2026-01-02T03:04:05.000Z |',
    '| host | lab-7 |',
    String.raw`| processor | A \| B, 4 cores |`,
    '| memory | 8.0 GiB |',
    '| platform | linux x64 |',
    '| engine | onnxruntime (1.2) |',
    '| tessera | 0.1.0 |',
    '| node | 24.0.0 |',
  ]);
});

test("git's state and the difference are there if there is a repository", (t) => {
  const { git, diff } = provenanceTexts(attempt, Buffer.from('+a\n```\n'));
  t.is(git!.split('\n')[4], '| changed since | yes |');
  t.is(diff, '````diff\n+a\n```\n\n````');
  const { git: _, command: __, ...bare } = attempt;
  t.deepEqual(Object.keys(provenanceTexts(bare, undefined)), ['environment']);
});

test('a long difference is cut, with the file that has the rest', (t) => {
  const { diff } = provenanceTexts(attempt, Buffer.from('x'.repeat(65_537)));
  t.true(diff!.startsWith(`\`\`\`diff\n${'x'.repeat(65_536)}\n\`\`\``));
  t.true(diff!.endsWith('The first 65536 of 65537 characters, all of it is in `code/def.patch` of the run.'));
});
