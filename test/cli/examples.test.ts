import test from 'ava';
import { examples, helpExamples } from '../../src/cli/examples.ts';
import { createProgram } from '../../src/cli/main.ts';
import type { Command } from 'commander';
import { testContext } from './_context.ts';

/** Commands that a line reaches, with the actions of all replaced. */
async function reached(line: string): Promise<string[]> {
  const { context } = testContext();
  const program = createProgram([], context, () => {});
  const calls: string[] = [];
  const watch = (command: Command, path: string) => {
    command.exitOverride().configureOutput({ outputError: () => {} });
    if (command.commands.length === 0) command.action(() => void calls.push(path));
    for (const inner of command.commands) watch(inner, `${path} ${inner.name()}`.trim());
  };
  watch(program, '');
  await program.parseAsync(line.split(' '), { from: 'user' });
  return calls;
}

const commands = createProgram([], testContext().context, () => {}).commands.map((command) => command.name());

test('each command has examples', (t) => {
  t.deepEqual(
    commands.filter((name) => !examples[name]?.length),
    [],
  );
});

test('each example is a command line that its command takes', async (t) => {
  for (const name of commands) {
    for (const { line } of examples[name] ?? []) {
      const [call, ...more] = await reached(line);
      t.deepEqual([call?.split(' ')[0], more], [name, []], line);
    }
  }
});

test('an example with an option that is not there would be found', async (t) => {
  await t.throwsAsync(reached('run x.yaml --sett a=b'), { message: /unknown option/ });
});

test('--help shows them, lined up', (t) => {
  t.deepEqual(helpExamples('bench').split('\n'), [
    '',
    'Examples:',
    '  tessera bench storage experiments/pets.yaml  # how fast each storage is here',
  ]);
  const [first, second] = helpExamples('explain').split('\n').slice(2);
  t.is(first!.indexOf('where each value'), second!.indexOf('where one'));
  t.is(helpExamples('nothing'), '');
});
