import test from 'ava';
import { Command } from 'commander';
import { commandReference } from '../../src/cli/command-reference.ts';

test('each command has a section with its help, and the commands within it follow', (t) => {
  const program = new Command('tessera');
  program.command('draw <what>').description('Draw it.').addHelpText('after', '\nExamples:\n  draw circle');
  program.command('backend').description('Engines.').command('install <name>').description('Get one.');
  const lines = commandReference(program).split('\n');
  t.deepEqual(lines.slice(0, 8), [
    '## draw',
    '',
    '```',
    'Usage: tessera draw [options] <what>',
    '',
    'Draw it.',
    '',
    'Options:',
  ]);
  t.true(lines.includes('  draw circle'));
  t.deepEqual(
    lines.filter((line) => line.startsWith('Usage:') || line.startsWith('##')),
    [
      '## draw',
      'Usage: tessera draw [options] <what>',
      '## backend',
      'Usage: tessera backend [options] [command]',
      'Usage: tessera backend install [options] <name>',
    ],
  );
  t.is(lines.at(-1), '```');
});
