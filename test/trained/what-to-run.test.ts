import { join } from 'node:path';
import test from 'ava';
import { loadExperiment } from '../../src/config/index.ts';
import { whatToRun, whatToRunOf } from '../../src/trained/what-to-run.ts';
import { loadOptions } from '../helpers/trained.ts';
import { pluginProject } from './_plugin-project.ts';

test('a run gets the experiment, copies of its plugins with their hashes, and the names of all its files', async (t) => {
  const { folder, file } = await pluginProject();
  const loaded = await loadExperiment(file, loadOptions(folder));
  const { kept, plugins, files, yaml, experiment, id, registry } = whatToRun(loaded);
  t.deepEqual([experiment, id, registry], [loaded.experiment, loaded.id, loaded.registry]);
  t.deepEqual([...kept.files.keys()].toSorted(), ['code/scale.mjs', 'code/scaled.mjs']);
  t.deepEqual(plugins, [{ name: 'plugins/scaled.mjs', sha256: loaded.plugins[0]!.sha256 }]);
  t.regex(plugins[0]!.sha256, /^[0-9a-f]{64}$/);
  t.regex(yaml, /\.\/code\/scaled\.mjs/);
  t.deepEqual(
    files,
    ['x.yaml', 'plugins/scaled.mjs', 'plugins/scale.mjs'].map((name) => join(folder, name)),
  );
});

test('a run of a file keeps where each value of it comes from', async (t) => {
  const { folder, file } = await pluginProject();
  const loaded = await loadExperiment(file, { ...loadOptions(folder), overrides: ['seed=7'] });
  const { kept, yaml } = whatToRunOf(loaded);
  t.is(yaml, whatToRun(loaded).yaml);
  t.deepEqual([...kept.files.keys()].toSorted(), ['code/scale.mjs', 'code/scaled.mjs', 'origins.json']);
  const { values } = JSON.parse(Buffer.from(kept.files.get('origins.json')!).toString()) as {
    values: { path: string; layers: unknown[] }[];
  };
  t.deepEqual(values.find(({ path }) => path === 'seed')!.layers.at(-1), {
    by: 'set',
    where: '--set seed=7',
    value: 7,
  });
});
