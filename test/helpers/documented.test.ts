import test from 'ava';
import { commandsOf, reasonToLeaveOut, withRealRuns } from './documented.ts';

test('commands are the lines of code blocks, without what is said beside them', (t) => {
  const page = [
    'Text with `npx tessera doctor` in it.',
    '```',
    'npm ci && npx tessera run a.yaml',
    'npx tessera validate a.yaml       every problem',
    'npx tessera list; npx tessera compare runs/a runs/b',
    'name: npx tessera',
    '```',
    '1. In a list:',
    '',
    '   ```',
    '   npx tessera list --json',
    '   ```',
  ].join('\n');
  t.deepEqual(commandsOf(page), [
    'npx tessera run a.yaml',
    'npx tessera validate a.yaml',
    'npx tessera list',
    'npx tessera compare runs/a runs/b',
    'npx tessera list --json',
  ]);
});

test('what needs something of the user is left out, with the reason', (t) => {
  t.regex(reasonToLeaveOut('npx tessera run x.yaml --set dataset.root=<archive>') ?? '', /data/);
  t.regex(reasonToLeaveOut('npx tessera board') ?? '', /serves/);
  t.regex(reasonToLeaveOut('npx tessera demo runs/x --port 8000') ?? '', /serves/);
  t.is(reasonToLeaveOut('npx tessera demo runs/x --output site'), undefined);
  t.is(reasonToLeaveOut('npx tessera doctor'), undefined);
});

test('a run in a command becomes one that is there', (t) => {
  const command = 'npx tessera compare runs/x-1a2b3c4d5e6f runs/y-6f5e4d3c2b1a runs/z-6f5e4d3c2b1a';
  const there = ['y-000000000001', 'x-0000000000b2', 'x-0000000000a2', 'xy-000000000003'];
  t.is(withRealRuns(command, there), 'npx tessera compare runs/x-0000000000a2 runs/y-000000000001 runs/z-6f5e4d3c2b1a');
});
