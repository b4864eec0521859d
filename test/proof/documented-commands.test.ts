import test from 'ava';
import { commandsOf, reasonToLeaveOut } from '../../proof/documented-commands.ts';

test('commands are the lines of code blocks, without what is said beside them', (t) => {
  const page = [
    'Text with `npx tessera doctor` in it.',
    '```',
    'npm ci && npx tessera run a.yaml',
    'npx tessera validate a.yaml       every problem',
    'npx tessera list; npx tessera compare runs/a runs/b',
    'name: npx tessera',
    '```',
  ].join('\n');
  t.deepEqual(commandsOf(page), [
    'npx tessera run a.yaml',
    'npx tessera validate a.yaml',
    'npx tessera list',
    'npx tessera compare runs/a runs/b',
  ]);
});

test('what needs something of the user is left out, with the reason', (t) => {
  t.regex(reasonToLeaveOut('npx tessera run x.yaml --set dataset.root=<archive>') ?? '', /data/);
  t.regex(reasonToLeaveOut('npx tessera board') ?? '', /serves/);
  t.regex(reasonToLeaveOut('npx tessera demo runs/x --port 8000') ?? '', /serves/);
  t.is(reasonToLeaveOut('npx tessera demo runs/x --output site'), undefined);
  t.is(reasonToLeaveOut('npx tessera doctor'), undefined);
});
