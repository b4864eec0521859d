import test from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';

test('validate says ok with the id, and the problems of each wrong file, in one pass', async (t) => {
  const folder = await createWorkspace(t, {
    'a.yaml': valid,
    'b.yaml': valid.replace('lr', 'lrr'),
    'c.yaml': valid.replace('adam', 'adm'),
  });
  const { exitCode, stdout, stderr } = await runInProcess(['validate', 'a.yaml', 'b.yaml', 'c.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stdout, /^ok {2}a\.yaml {2}[0-9a-f]{12}$/);
  t.regex(stderr, /^b\.yaml:5:25: error\[unknown-key\]/m);
  t.regex(stderr, /^c\.yaml:5:19: error\[unknown-component\]/m);
  t.regex(stderr, /2 problems in 2 files, 1 of 3 ok/);
});

test('validate takes a folder, and a file to be extended need not be complete', async (t) => {
  const folder = await createWorkspace(t, { 'e/_base.yaml': 'seed: 1\n', 'e/x.yaml': `extends: _base.yaml\n${valid}` });
  const { exitCode, stdout } = await runInProcess(['validate', 'e'], folder);
  t.is(exitCode, 0);
  t.is(stdout.split('\n').length, 2);
});

test('validate --json gives the problems as data', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid.replace('epochs: 8', 'epochs: 0') });
  const { stdout } = await runInProcess(['validate', '--json', 'a.yaml'], folder);
  const problem = { code: 'bad-value', got: '`0`', path: 'train.epochs', file: 'a.yaml', line: 6, column: 17 };
  t.like(JSON.parse(stdout), [{ file: 'a.yaml', problems: [problem], notChecked: [] }]);
});

test('weights that are not on this machine are a note with their place, and no error', async (t) => {
  const model = (weights: string) =>
    valid.replace(/^model:.*$/m, `model: {type: unet, encoder: {type: resnet18, weights: ${weights}}}`);
  const folder = await createWorkspace(t, {
    'a.yaml': model('imagnet'),
    'b.yaml': model('there.pth'),
    'there.pth': '',
  });
  const { exitCode, stderr } = await runInProcess(['validate', 'a.yaml', 'b.yaml'], folder);
  t.is(exitCode, 0);
  t.regex(stderr, /^note: a\.yaml:\d+:\d+: expected a weight file at \S+\/imagnet; .*did you mean `imagenet`\?/);
  t.is(stderr.split('\n').length, 1);
});

test('the examples are valid', async (t) => {
  t.is((await runInProcess(['validate', 'experiments'])).exitCode, 0);
});

test('a folder without experiments is refused', async (t) => {
  const folder = await createWorkspace(t, { 'e/notes.txt': '' });
  const { exitCode, stderr } = await runInProcess(['validate', 'e'], folder);
  t.is(exitCode, 2);
  t.is(stderr, 'error[bad-argument]: expected a folder with experiments (.yaml), got `e`, which has none');
});

test('--set counts in every file', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid, 'b.yaml': valid });
  const { exitCode, stderr } = await runInProcess(['validate', 'a.yaml', 'b.yaml', '--set', 'train.epochs=0'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /2 problems in 2 files, 0 of 2 ok$/);
});

const plugin = `
globalThis.pluginRan = true;
export const dice = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'my-dice', description: 'For tests.', params: z.strictObject({}), build() {},
});
`;

test.serial(
  "--no-plugins checks a stranger's file without running its code, and says what is not checked",
  async (t) => {
    const text = `${valid.replace(/loss: .*/, 'loss: {type: my-dice, anything: 1}')}plugins: [./p.mjs]\n`;
    const folder = await createWorkspace(t, { 'a.yaml': text, 'p.mjs': plugin });
    const { exitCode, stdout, stderr } = await runInProcess(['validate', '--no-plugins', 'a.yaml'], folder);
    t.is(exitCode, 0);
    t.is(stdout, 'ok  a.yaml');
    t.regex(stderr, /^note: a\.yaml:\d+:14: not checked, since plugins are not run: .* got `my-dice`$/);

    for (const command of ['plan', 'explain', 'preview']) {
      const other = await runInProcess([command, '--no-plugins', 'a.yaml'], folder);
      t.is(other.exitCode, 2, command);
      t.regex(other.stderr, /not checked: a plugin may register it, and `--no-plugins` runs none/);
    }
    t.false('pluginRan' in globalThis);
  },
);

test.serial('--no-plugins still reports what is wrong, and a component that no plugin can bring', async (t) => {
  const unknown = valid.replace(/loss: .*/, 'loss: {type: my-dice}');
  const folder = await createWorkspace(t, {
    'a.yaml': `${unknown.replace('epochs: 8', 'epochs: 0')}plugins: [./p.mjs]\n`,
    'b.yaml': unknown,
    'p.mjs': plugin,
  });
  const { exitCode, stderr } = await runInProcess(['validate', '--no-plugins', 'a.yaml', 'b.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /^a\.yaml:6:17: error\[bad-value\]/m);
  t.regex(stderr, /^b\.yaml:\d+:14: error\[unknown-component\]/m);
  t.regex(stderr, /2 problems in 2 files/);
  t.false('pluginRan' in globalThis);
});

test.serial('with --no-plugins a file that needs none of them has its own id', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': `${valid}plugins: [./p.mjs]\n`, 'p.mjs': plugin });
  const without = await runInProcess(['validate', '--no-plugins', 'a.yaml'], folder);
  t.false('pluginRan' in globalThis);
  t.is(without.stdout, (await runInProcess(['validate', 'a.yaml'], folder)).stdout);
  t.true('pluginRan' in globalThis);
});

test('a parent outside of the project is told', async (t) => {
  const folder = await createWorkspace(t, {
    'project/package.json': '{}',
    'project/x.yaml': 'extends: ../_base.yaml\n',
    '_base.yaml': valid,
  });
  const { exitCode, stderr } = await runInProcess(['validate', 'x.yaml'], `${folder}/project`);
  t.is(exitCode, 0);
  t.regex(stderr, /^note: x\.yaml extends .*_base\.yaml, which is outside of this project$/);
});
