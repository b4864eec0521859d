import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { checkFile, loadExperiment } from '../../src/config/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { createWorkspace } from './_workspace.ts';

const registry = createRegistry(...builtins);
const base = `name: x
dataset: {type: shapes, image_size: 64}
model: {type: unet, encoder: {type: convnet, widths: [4]}}
loss: {type: focal}
optimizer: {type: adam, lr: 1e-3}
metrics: [{type: iou, average: {class: disc}, per: dataset}, {type: recall}]
train: {epochs: 1}
`;
const sweep = 'sweep: {grid: {loss.type: [focal, cross-entropy]}, seeds: 2}\n';

async function load(t: ExecutionContext, text: string) {
  const workingDirectory = await createWorkspace(t, { 'x.yaml': text });
  const options = { registry, workingDirectory, environment: {} };
  return { checked: await checkFile('x.yaml', options), load: () => loadExperiment('x.yaml', options) };
}

const told = async (t: ExecutionContext, text: string) =>
  (await load(t, text)).checked.problems.map(
    ({ code, where, message, hints = [] }) =>
      `${where?.line}:${where?.column}+${where?.length} ${code} ${message} | ${hints[0]}`,
  );

const asks = (claim: string, more = '') => `question:
  asks: Is it so?
${more}  claims:
    - claim: ${claim}
      because: it is said
`;

test('each flaw of a claim has its place within the line, before anything runs', async (t) => {
  t.deepEqual(await told(t, base + sweep + asks('test/iou at(loss.type=focall) > test/recal')), [
    '12:26+16 bad-claim expected a value of `loss.type` in the sweep, got `focall` | did you mean `focal`?',
    '12:46+10 bad-claim expected a figure of the runs, or a name under `figures`, got `test/recal` | did you mean `test/recall`?',
  ]);
  t.deepEqual(await told(t, base + sweep + asks('"1 <"')), [
    '12:18+1 bad-claim expected a number, a figure or `(`, got the end | undefined',
  ]);
  t.deepEqual(await told(t, base + sweep + asks('a at(loss.type=focal) > 0', '  figures: {a: test/io}\n')), [
    '11:16+7 bad-claim expected a figure of the runs, or a name under `figures`, got `test/io` | did you mean `test/iou`?',
  ]);
});

test('a question needs a sweep, and keys that its schema has', async (t) => {
  t.deepEqual(await told(t, base + asks('1 > 0')), [
    '8:1+8 bad-claim expected a `sweep` beside `question`, whose runs answer it, got none | add `sweep: {seeds: 3}` to judge one experiment over three seeds',
  ]);
  const [problem, ...more] = await told(t, base + sweep + asks('1 > 0', '  ask: x\n'));
  t.regex(problem!, /^11:3\+3 unknown-key expected a key of `question`, got `ask`/);
  t.deepEqual(more, []);
});

test('where a point is wrong, only that is told', async (t) => {
  const wrong = 'sweep: {grid: {loss.type: [focal, cross-entropie]}}\n';
  t.deepEqual(
    (await told(t, base + wrong + asks('test/iuo > 0'))).map((line) => line.split(' ')[1]),
    ['unknown-component'],
  );
});

test('a question changes no id, and is no part of the points', async (t) => {
  const claim = 'test/iou/disc at(loss.type=focal) > min(val/recall)';
  const [without, asked] = [await load(t, base + sweep), await load(t, base + sweep + asks(claim))];
  const [before, after] = [await without.load(), await asked.load()];
  t.is(after.id, before.id);
  t.deepEqual(
    after.points.map(({ id }) => id),
    before.points.map(({ id }) => id),
  );
  t.deepEqual(
    after.points.map(({ yaml }) => yaml),
    before.points.map(({ yaml }) => yaml),
  );
  t.false('question' in after.experiment);
  t.is(after.question?.asks, 'Is it so?');
  t.like(after.question?.understood?.[0], { kind: 'comparison', relation: '>' });
});
