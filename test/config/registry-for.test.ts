import test from 'ava';
import { registryFor } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { kinds, type Registry } from '../../src/registry/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, type Files } from './_workspace.ts';

const plugin = (kind: string, type: string) => `
export const part = ({ defineComponent, z }) => defineComponent({
  kind: '${kind}', type: '${type}', description: 'For tests.', params: z.strictObject({}), build() {},
});
`;

async function registryOf(t: Parameters<typeof createWorkspace>[0], files: Files, registry = testRegistry()) {
  const workingDirectory = await createWorkspace(t, files);
  const names = Object.keys(files).filter((name) => name.endsWith('.yaml') && !name.startsWith('_'));
  return registryFor(names, { registry, workingDirectory, environment: {} });
}

const namesIn = (registry: Registry) =>
  kinds.flatMap((kind) => registry.list(kind).map((component) => `${kind} ${component.type}`));

test('without files, it has the components that were passed in', async (t) => {
  const registry = testRegistry();
  t.deepEqual(namesIn(await registryOf(t, {}, registry)), namesIn(registry));
});

test('it has the components of the plugins of every file, and of their parents', async (t) => {
  const given = testRegistry();
  const registry = await registryOf(
    t,
    {
      'a.yaml': 'plugins: [./dice.mjs]\n',
      'b.yaml': 'extends: ./_parent.yaml\nseed: 1\n',
      '_parent.yaml': 'plugins: [./mae.mjs]\n',
      'dice.mjs': plugin('loss', 'dice'),
      'mae.mjs': plugin('metric', 'mae'),
    },
    given,
  );
  t.deepEqual(
    namesIn(registry).filter((name) => !namesIn(given).includes(name)),
    ['loss dice', 'metric mae'],
  );
  t.is(given.get('loss', 'dice'), undefined, 'the registry that was passed in is as it was');
});

test('two files may name the same plugin', async (t) => {
  const files = {
    'a.yaml': 'plugins: [./dice.mjs]\n',
    'b.yaml': 'plugins: [./dice.mjs]\n',
    'dice.mjs': plugin('loss', 'dice'),
  };
  t.is((await registryOf(t, files)).list('loss').filter(({ type }) => type === 'dice').length, 1);
});

test('every file that cannot be read is a problem, whatever else is wrong with the experiments', async (t) => {
  const workingDirectory = await createWorkspace(t, { 'whole.yaml': 'sed: 1\n' });
  const options = { registry: testRegistry(), workingDirectory, environment: {} };
  const failing = registryFor(['none.yaml', 'whole.yaml', 'nothing.yaml'], options);
  const error = await t.throwsAsync(failing, { instanceOf: TesseraError });
  t.deepEqual(
    error?.problems.map(({ code }) => code),
    ['file-missing', 'file-missing'],
  );
});

test('a plugin that cannot be loaded is a problem', async (t) => {
  const failing = registryOf(t, { 'a.yaml': 'plugins: [./none.mjs]\n' });
  const error = await t.throwsAsync(failing, { instanceOf: TesseraError });
  t.deepEqual(
    error?.problems.map(({ code, where }) => [code, where?.file, where?.line]),
    [['bad-plugin', 'a.yaml', 1]],
  );
});
