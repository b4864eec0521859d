import test from 'ava';
import { runInProcess } from '../../helpers/tessera.ts';
import { createWorkspace } from '../../config/_workspace.ts';
import { kinds } from '../../../src/registry/index.ts';
import { validExperiment } from './_valid-experiment.ts';

const components = (...args: string[]) => runInProcess(['components', ...args]);

test('all are listed by kind, a line each', async (t) => {
  const { exitCode, stdout } = await components();
  t.is(exitCode, 0);
  t.is(stdout.split('\n').filter((line) => /^[a-z]+$/.test(line)).length, kinds.length);
  t.regex(stdout, /^losses$[^]*^ {2}focal +\S.*\.$/m);
});

test('a kind lists its own, also by its plural', async (t) => {
  const { stdout } = await components('loss');
  t.regex(stdout, /^losses\n {2}cross-entropy /);
  t.notRegex(stdout, /unet/);
  t.is((await components('losses')).stdout, stdout);
});

test('a type shows parameters with nested keys, what is required, defaults and an example', async (t) => {
  const { stdout } = await components('dataset', 'image-folder');
  const lines = stdout.split('\n');
  t.is(lines[0], 'dataset image-folder');
  t.true(lines.includes('  root: string, required'));
  t.true(lines.includes('  images: string, default "images"'));
  t.true(lines.some((line) => line.startsWith('  splits.train.share: number > 0, <= 1')));
  t.deepEqual(lines.slice(lines.indexOf('Example:'), lines.indexOf('Example:') + 4), [
    'Example:',
    '  dataset:',
    '    type: image-folder',
    '    root: data/mine',
  ]);
});

test('the name of a component alone is enough', async (t) => {
  t.is((await components('focal')).stdout, (await components('loss', 'focal')).stdout);
  t.regex((await components('scheduler', 'constant')).stdout, /^scheduler constant\n/);
});

test('--json has all about them', async (t) => {
  const [focal] = JSON.parse((await components('loss', 'focal', '--json')).stdout) as object[];
  t.like(focal, { kind: 'loss', type: 'focal', example: 'loss:\n  type: focal' });
  const { parameters } = focal as { parameters: { key: string; default: unknown; required: boolean }[] };
  t.like(
    parameters.find(({ key }) => key === 'gamma'),
    { default: 1, required: false },
  );
});

test('what is not there is told with what was probably meant', async (t) => {
  const kind = await components('los');
  t.is(kind.exitCode, 2);
  t.regex(kind.stderr, /expected a kind of component, got `los`[^]*did you mean `loss`\?/);
  const type = await components('loss', 'foca');
  t.regex(
    type.stderr,
    /expected the type of a loss, got `foca`[^]*did you mean `focal`\?[^]*one of cross-entropy, focal/,
  );
});

test("components of an experiment's plugins are listed with it", async (t) => {
  const plugin = `export const mine = ({ z, defineComponent }) => defineComponent({
    kind: 'loss', type: 'mine', description: 'A loss of mine.', params: z.strictObject({}), build: () => () => undefined });`;
  const folder = await createWorkspace(t, {
    'x.yaml': `${validExperiment}plugins: [./mine.mjs]\n`,
    'mine.mjs': plugin,
  });
  const { stdout, stderr } = await runInProcess(['components', 'loss', '--plugins-of', 'x.yaml'], folder);
  t.regex(stdout, / {2}mine +A loss of mine\./, stderr);
});
