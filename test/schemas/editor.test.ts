import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { experimentJsonSchema, registryFor } from '../../src/config/index.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from '../config/_workspace.ts';
import { startLanguageServer, type LanguageServer } from './_language-server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const script = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

let server: LanguageServer;
test.before(async () => {
  server = await startLanguageServer(script, join(root, 'schemas/experiment.schema.json'));
});
test.after.always(() => server.close());

test('the editor completes the parameters of the component that `type` names', async (t) => {
  t.deepEqual(await server.complete('optimizer:\n  type: adam\n  \n', 2, 2), [
    'lr',
    'betas',
    'eps',
    'weight_decay',
    'amsgrad',
    'groups',
  ]);
  t.true((await server.complete('optimizer:\n  type: sgd\n  \n', 2, 2)).includes('momentum'));
  t.true(
    (await server.complete('model:\n  type: pspnet\n  encoder:\n    type: mobilenet_v1\n    \n', 4, 4)).includes(
      'frozen',
    ),
  );
});

test('the editor completes types, sections and allowed values', async (t) => {
  t.true((await server.complete('optimizer:\n  type: \n', 1, 8)).includes('adamw'));
  t.true((await server.complete('name: a\n\n', 1, 0)).includes('augmentations'));
  t.true((await server.complete('engine:\n  backend: \n', 1, 11)).includes('wasm'));
});

test('the editor says what a key is for', async (t) => {
  t.regex(await server.hover('optimizer:\n  type: adam\n  lr: 1\n', 2, 3), /Learning rate/);
  t.regex(await server.hover('optimizer:\n  lr: 1\n', 1, 3), /Learning rate/);
});

test('the editor underlines unknown keys, unknown components and wrong values', async (t) => {
  const [unknown] = await server.diagnose('optimizer:\n  type: adam\n  lrr: 1\n');
  t.like(unknown, { line: 2, character: 2, message: 'Property lrr is not allowed.' });
  const [component] = await server.diagnose('optimizer:\n  type: adm\n');
  t.like(component, { line: 1, character: 8 });
  const [value] = await server.diagnose('optimizer:\n  type: adam\n  lr: -1\n');
  t.like(value, { line: 2, character: 6 });
  const [text] = await server.diagnose('train:\n  epochs: many\n');
  t.like(text, { line: 1, message: 'expected an integer, or a ${...} reference' });
});

test('the editor accepts references wherever a value is expected, and every example', async (t) => {
  t.deepEqual(
    await server.diagnose('loss: ${a.b}\nengine: {backend: "${env:B}"}\noptimizer:\n  type: adam\n  lr: ${env:LR}\n'),
    [],
  );
  const folder = join(root, 'experiments');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml'))) {
    const text = (await readFile(join(folder, name), 'utf8')).replace(/^# yaml-language-server.*$/m, '');
    const expected = name === 'quickstart-soft-dice.yaml' ? ['Value must be'] : [];
    t.deepEqual(
      (await server.diagnose(text)).map(({ message }) => message.slice(0, 13)),
      expected,
      name,
    );
  }
});

test('the schema of a project has the components of its plugins', async (t) => {
  const options = { registry: createRegistry(...builtins), workingDirectory: root, environment: {} };
  const registry = await registryFor(['experiments/quickstart-soft-dice.yaml'], options);
  const folder = await createWorkspace(t, {});
  const file = join(folder, 'project.schema.json');
  await writeFile(file, JSON.stringify(experimentJsonSchema(registry)));
  const project = await startLanguageServer(script, file);
  t.teardown(() => project.close());
  t.deepEqual(await project.complete('loss:\n  type: soft-dice\n  \n', 2, 2), ['smooth', 'ignore_index']);
});
