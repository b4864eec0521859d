import type { Presence } from '../../engine/backend.ts';
import type { CliContext } from '../context.ts';
import { jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

export const defineDoctor: DefineCommand = (command, context) => {
  command
    .name('doctor')
    .description('Show which backends this machine has, why it lacks the others and how to get them.')
    .addOption(jsonOption('print the answer as JSON'))
    .action((options: { json?: boolean }) => doctor(options, context));
};

async function doctor({ json }: { json?: boolean }, context: CliContext): Promise<void> {
  const { examine } = await import('../../engine/doctor.ts');
  const examination = await examine();
  if (json) return context.data(JSON.stringify(examination));
  const { node, platform, processors, automatic, backends } = examination;
  const { count, from } = processors;
  context.out(`Node ${node}, ${platform}`);
  context.out(`${count} ${count === 1 ? 'thread' : 'threads'} by default: ${from}`);
  for (const { name, ...presence } of backends) {
    context.out('');
    for (const line of describe(presence)) context.out(line.replace('<name>', name));
  }
  context.out(`\nengine: {backend: auto} takes ${automatic}.`);
}

function describe(presence: Presence): string[] {
  if (presence.there) return ['<name>: there', `  ${presence.what}`];
  return ['<name>: not there', `  ${presence.why}`, ...presence.howToGet.map((step) => `  = ${step}`)];
}
