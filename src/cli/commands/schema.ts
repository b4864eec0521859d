import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface SchemaOptions {
  readonly output?: string;
  readonly json?: boolean;
}

export const defineSchema: DefineCommand = (command, context, exit) => {
  command
    .name('schema')
    .description('Print the JSON Schema of experiment files, for editors; with files, including their plugins.')
    .argument('[files...]', 'experiments whose plugins to include')
    .option('--output <file>', 'write it to a file instead')
    .addOption(jsonOption('print the file of --output as JSON; without one, the schema is JSON itself'))
    .action(async (files: string[], options: SchemaOptions) => exit(await schema(files, options, context)));
};

async function schema(
  files: readonly string[],
  { output, json }: SchemaOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { experimentJsonSchema, registryFor } = await import('../../config/index.ts');
  const registry = await registryFor(files, await loadOptions(context));
  const text = JSON.stringify(experimentJsonSchema(registry), undefined, 2);
  if (output === undefined) context.data(text);
  else {
    const file = resolve(context.workingDirectory, output);
    await writeFile(file, `${text}\n`);
    if (json) context.data(JSON.stringify({ file }));
  }
  return exitCodes.done;
}
