import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { generatedFiles } from '../../src/cli/generated-files.ts';
import { createProgram } from '../../src/cli/main.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

const generated = (root: string) =>
  generatedFiles(
    root,
    createProgram([], testContext().context, () => {}),
  );

const marker = '<!-- Generated below this line by `npm run generate`; edit the schemas instead. -->';

async function projectWith(page: string): Promise<string> {
  const root = await newFolder();
  await mkdir(join(root, 'docs'));
  for (const name of ['configuration.md', 'errors.md', 'events.md', 'commands.md', 'tensorboard.md'])
    await writeFile(join(root, 'docs', name), page);
  return root;
}

test('what is written by hand above the mark is kept, and what is below it is made again', async (t) => {
  const files = await generated(await projectWith(`# By hand\n\n${marker}\n\nstale\n`));
  const page = files['docs/errors.md']!;
  t.true(page.startsWith(`# By hand\n\n${marker}\n\n| Code | Meaning and what to do |\n`));
  t.false(page.includes('stale'));
  t.regex(page, /[^\n]\n$/);
  t.true(files['docs/configuration.md']?.startsWith(`# By hand\n\n${marker}\n\n### The top level\n`));
});

test('made from its own result, a page stays as it is', async (t) => {
  const first = await generated(await projectWith(`# By hand\n\n${marker}\n`));
  const again = await generated(await projectWith(first['docs/errors.md']!));
  t.is(again['docs/errors.md'], first['docs/errors.md']);
});

test('the JSON Schema is written in lines, and is JSON', async (t) => {
  const files = await generated(await projectWith(''));
  const text = files['schemas/experiment.schema.json']!;
  t.is(text, `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
});
