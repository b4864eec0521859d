import test from 'ava';
import { jobScript } from '../../../../src/components/launchers/slurm/job-script.ts';

const given = {
  command: ['/usr/bin/node', '/my lab/tessera.js', 'task', 'm.json', '--index'] as const,
  workingDirectory: '/my lab',
  environment: { HF_HOME: '/cache' },
};

test('the shell becomes the task, so that signals reach it', (t) => {
  t.is(
    jobScript(given, [], 0),
    `#!/bin/bash -l
cd '/my lab' || exit 2
export HF_HOME=/cache
exec /usr/bin/node '/my lab/tessera.js' task m.json --index "$SLURM_ARRAY_TASK_ID"
`,
  );
});

test('what a job sets up comes before, and ends it where it fails', (t) => {
  const lines = jobScript(given, ['module load cuda', 'source env.sh'], 0).split('\n');
  t.deepEqual(lines.slice(3, 7), ['set -e', 'module load cuda', 'source env.sh', 'set +e']);
  t.regex(lines[7]!, /^exec /);
});

test('numbers beyond the largest array count on', (t) => {
  t.regex(jobScript(given, [], 1001), /--index "\$\(\(SLURM_ARRAY_TASK_ID \+ 1001\)\)"\n$/);
});
