import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';

test('schema prints JSON Schema', async (t) => {
  const { stdout } = await runInProcess(['schema']);
  t.like(JSON.parse(stdout), { title: 'Tessera experiment', type: 'object' });
});

test('schema --output writes the same into a file, and prints nothing', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const printed = await runInProcess(['schema'], folder);
  const { exitCode, stdout } = await runInProcess(['schema', '--output', 'x.json'], folder);
  t.deepEqual([exitCode, stdout], [0, '']);
  t.is(await readFile(join(folder, 'x.json'), 'utf8'), `${printed.stdout}\n`);
});

test('with a file, the components of its plugins are in the schema', async (t) => {
  const plugin =
    "export const loss = ({ defineComponent, z }) => defineComponent({ kind: 'loss', type: 'my-own', " +
    "description: 'Mine.', params: z.strictObject({}), build: () => () => 0 });\n";
  const folder = await createWorkspace(t, { 'p.js': plugin, 'a.yaml': `${valid}plugins: [./p.js]\n` });
  const { exitCode, stdout, stderr } = await runInProcess(['schema', 'a.yaml'], folder);
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /"my-own"/);
  t.notRegex((await runInProcess(['schema'], folder)).stdout, /"my-own"/);
});
