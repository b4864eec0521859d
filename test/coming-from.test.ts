import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { builtins } from '../src/components/index.ts';
import { loadExperiment } from '../src/config/index.ts';
import { TesseraError } from '../src/core/errors/index.ts';
import { createRegistry } from '../src/registry/index.ts';
import { runInProcess } from './helpers/tessera.ts';

const page = await readFile(new URL('../docs/coming-from.md', import.meta.url), 'utf8');

/** What stands between backticks in the last column of the tables. */
const ours = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .flatMap((line) =>
    [
      ...line
        .split(' | ')
        .at(-1)!
        .matchAll(/`([^`]+)`/g),
    ].map(([, text]) => text!),
  );
const fragments = ours.filter((text) => !text.startsWith('tessera '));
const commandLines = ours.filter((text) => text.startsWith('tessera '));

const base = `
name: base
dataset: {type: image-folder, classes: [{name: background}, {name: cell}], image_size: 64}
model: {type: unet, encoder: {type: convnet}}
loss: {type: cross-entropy}
optimizer: {type: adam}
train: {epochs: 1}
`;

const registry = createRegistry(...builtins);
const folder = await mkdtemp(join(tmpdir(), 'tessera-coming-from-'));
await writeFile(join(folder, 'base.yaml'), base);

/** The problems of an experiment with this fragment. What a fragment leaves out doesn't count. */
async function problemsOf(fragment: string): Promise<string[]> {
  const tree = parse(fragment) as Record<string, unknown>;
  const file = join(folder, 'x.yaml');
  await writeFile(file, 'extends' in tree ? fragment : `extends: ./base.yaml\n${fragment}\n`);
  try {
    await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
    return [];
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    return error.problems.filter(({ code }) => code !== 'missing-key').map(({ message }) => `${fragment}: ${message}`);
  }
}

test.serial('every line of YAML in the tables is one that the schema takes', async (t) => {
  t.true(fragments.length > 90, String(fragments.length));
  const found: string[] = [];
  for (const fragment of fragments) found.push(...(await problemsOf(fragment)));
  t.deepEqual(found, []);
});

test.serial('a name that is not ours would be found', async (t) => {
  t.is((await problemsOf('loss: {type: no-such-loss}')).length, 1);
  t.is((await problemsOf('train: {no_such_key: 1}')).length, 1);
});

for (const line of new Set(commandLines))
  test(`\`${line}\` is a command with these options`, async (t) => {
    const [command, ...options] = line.split(' ').slice(1);
    const { exitCode, stdout } = await runInProcess([command!, '--help']);
    t.is(exitCode, 0);
    for (const option of options) t.true(stdout.includes(`${option} `), option);
  });

test('every component of these kinds is in a table', (t) => {
  const kinds = ['model', 'encoder', 'loss', 'metric', 'optimizer', 'scheduler', 'augmentation'];
  const plain = ['constant', 'convnet', 'mobilenet_v1'];
  const missing = builtins
    .filter(({ kind, type }) => kinds.includes(kind) && !plain.includes(type))
    .filter(({ type }) => !fragments.some((text) => text.includes(`type: ${type}`)))
    .map(({ kind, type }) => `${kind} ${type}`);
  t.deepEqual(missing, []);
});

test('the table of docs/configuration.md names every component of these kinds', async (t) => {
  const text = await readFile(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const [table] = /^### What there is\n[^]*?(?=^#)/m.exec(text)!;
  const kinds = ['model', 'encoder', 'loss', 'metric', 'optimizer', 'scheduler'];
  const missing = builtins.filter(({ kind, type }) => kinds.includes(kind) && !table.includes(`\`${type}\``));
  t.deepEqual(
    missing.map(({ kind, type }) => `${kind} ${type}`),
    [],
  );
});
