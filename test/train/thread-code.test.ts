import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment, registryWith } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { copyForThreads } from '../../src/train/thread-code.ts';
import { newFolder, tinyExperiment } from '../helpers/tessera.ts';

const component = (description: string) =>
  `export const mine = ({ defineComponent, z }) => defineComponent({
     kind: 'loss', type: 'mine', description: ${description}, params: z.strictObject({}), build: () => () => undefined,
   });`;

const files = {
  'package.json': '{"type": "module"}',
  'plugins/mine.js': `import { text } from '../lib/text.js';
    import { readFileSync } from 'node:fs';
    import 'helper';
    const beside = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
    ${component("text + beside('./table' + '.txt') + beside('../lib/' + 'more.txt')")}`,
  'plugins/table.txt': ' of a table',
  'lib/text.js': "export const text = 'as loaded';",
  'lib/more.txt': ' and more',
  'node_modules/helper/package.json': '{"name": "helper", "version": "1.0.0", "main": "index.js"}',
  'node_modules/helper/index.js': '',
};

async function project(): Promise<string> {
  const folder = await newFolder();
  const all = { ...files, 'e/x.yaml': `${tinyExperiment}plugins: [../plugins/mine.js]\n` };
  for (const [name, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const load = (workingDirectory: string) =>
  loadExperiment('e/x.yaml', { registry: createRegistry(...builtins), workingDirectory, environment: {} });

test('threads load what this process loaded, whatever has become of it; files of computed names are found', async (t) => {
  const folder = await project();
  const { plugins } = await load(folder);
  await writeFile(join(folder, 'lib/text.js'), "export const text = 'edited';");
  await writeFile(join(folder, 'plugins/mine.js'), 'throw new Error();');

  const code = await copyForThreads(plugins);
  t.teardown(() => code.remove());
  const registry = await registryWith(code.names, createRegistry(...builtins), folder);
  t.is(registry.get('loss', 'mine')?.description, 'as loaded of a table and more');
  t.is(await readFile(join(folder, 'plugins/table.txt'), 'utf8'), ' of a table');
});

test('the copy is taken away, and nothing else with it', async (t) => {
  const folder = await project();
  const code = await copyForThreads((await load(folder)).plugins);
  t.true(existsSync(code.names[0]!));
  await code.remove();
  t.false(existsSync(code.names[0]!));
  for (const name of Object.keys(files)) t.true(existsSync(join(folder, name)), name);
});

test('a plugin that is one file is copied too', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'e'));
  await writeFile(join(folder, 'mine.mjs'), component("'alone'"));
  await writeFile(join(folder, 'e/x.yaml'), `${tinyExperiment}plugins: [../mine.mjs]\n`);
  const code = await copyForThreads((await load(folder)).plugins);
  t.teardown(() => code.remove());
  t.is(await readFile(code.names[0]!, 'utf8'), component("'alone'"));
});

test('a package is named as it is, and without plugins nothing is copied', async (t) => {
  const folder = await project();
  await writeFile(join(folder, 'e/x.yaml'), `${tinyExperiment}plugins: [helper]\n`);
  await writeFile(
    join(folder, 'node_modules/helper/index.js'),
    `module.exports = ${component("'x'").replace('export const mine =', '')}`,
  );
  t.deepEqual((await copyForThreads((await load(folder)).plugins)).names, ['helper']);
  t.deepEqual((await copyForThreads([])).names, []);
});
