import type { Command } from 'commander';

/** Characters per line of the help texts in the docs; a terminal gets as many as it has. */
const width = 100;

/** The generated part of docs/commands.md: for each command, what its `--help` prints. */
export function commandReference(program: Command): string {
  const sections = program.commands.flatMap((command) => [
    `## ${command.name()}`,
    '',
    '```',
    helpOf(command, `tessera ${command.name()}`),
    '```',
    '',
    ...command.commands.flatMap((inner) => [
      '```',
      helpOf(inner, `tessera ${command.name()} ${inner.name()}`),
      '```',
      '',
    ]),
  ]);
  return sections.join('\n').trimEnd();
}

/** The whole help text, with what `addHelpText` puts after the options. */
function helpOf(command: Command, name: string): string {
  let text = '';
  command
    .configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => width, getOutHasColors: () => false })
    .outputHelp();
  if (!text.startsWith(`Usage: ${name}`)) throw new Error(`expected the help of ${name}, got ${text.slice(0, 60)}`);
  return text.trimEnd();
}
