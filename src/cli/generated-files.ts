import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { builtins } from '../components/index.ts';
import { configurationReference } from '../config/reference.ts';
import { experimentJsonSchema } from '../config/index.ts';
import { errorReference } from '../core/errors/reference.ts';
import { eventReference } from '../events/reference.ts';
import { tagReference } from '../log/tags.ts';
import { createRegistry } from '../registry/index.ts';
import { commandReference } from './command-reference.ts';

/**
 * The files of the repository that are generated from the code, and from the commands of `program`: the text of each,
 * by path.
 */
export async function generatedFiles(root: string, program: Command): Promise<Record<string, string>> {
  const registry = createRegistry(...builtins);
  return {
    'schemas/experiment.schema.json': `${JSON.stringify(experimentJsonSchema(registry), undefined, 2)}\n`,
    'docs/configuration.md': await filled(root, 'docs/configuration.md', configurationReference(registry)),
    'docs/errors.md': await filled(root, 'docs/errors.md', errorReference()),
    'docs/tensorboard.md': await filled(root, 'docs/tensorboard.md', tagReference()),
    'docs/events.md': await filled(root, 'docs/events.md', eventReference()),
    'docs/commands.md': await filled(root, 'docs/commands.md', commandReference(program)),
  };
}

const marker = '<!-- Generated below this line by `npm run generate`; edit the schemas instead. -->';

/** The hand-written part of a page, followed by the generated one. */
async function filled(root: string, file: string, generated: string): Promise<string> {
  const [written = ''] = (await readFile(join(root, file), 'utf8')).split(marker);
  return `${written}${marker}\n\n${generated}\n`;
}
