import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { load, problemsOf } from './_workspace.ts';

const registry = createRegistry(...builtins);

/** An experiment with this sweep in its last lines. */
const withSweep = (sweep: string) => `name: x
seed: 4
dataset: {type: shapes, image_size: 32}
model: {type: unet, encoder: {type: convnet}}
loss: {type: focal, gamma: 2}
optimizer: {type: adam, lr: 1e-3}
train: {epochs: 1}
sweep:
${sweep}`;

async function searchOf(t: ExecutionContext, sweep: string) {
  const loaded = await load(t, { 'x.yaml': withSweep(sweep) }, { registry });
  return { ...loaded, search: loaded.search! };
}

const messages = async (t: ExecutionContext, sweep: string) =>
  (await problemsOf(t, { 'x.yaml': withSweep(sweep) }, { registry })).map(
    ({ message, where }) => `${where!.line}:${where!.column} ${message}`,
  );

test('a search over keys that have a range needs no numbers', async (t) => {
  const { search, points } = await searchOf(t, '  search: tpe\n  over: [optimizer.lr, loss]\n');
  t.deepEqual(search.reference, { type: 'tpe' });
  t.deepEqual([search.trials, search.seeds], [30, 1]);
  const ranges = new Map(search.keys.map(({ path, range, only }) => [`${path} ${only?.types.join() ?? ''}`, range]));
  t.deepEqual(ranges.get('optimizer.lr '), { type: 'log-uniform', low: 1e-5, high: 1e-1 });
  t.deepEqual(ranges.get('loss.gamma focal'), { type: 'uniform', low: 0, high: 5 });
  t.deepEqual(ranges.get('loss.gamma tversky'), { type: 'uniform', low: 0.5, high: 3 });
  const types = search.keys.find(({ path }) => path === 'loss.type')!.range;
  t.true(
    'values' in types && ['cross-entropy', 'focal', 'dice', 'tversky'].every((type) => types.values.includes(type)),
  );
  // Points at each end, each type among them, stand for all.
  t.true(points.some(({ overrides }) => overrides['loss.type'] === 'tversky' && overrides['loss.beta'] === 0.9));
  t.true(points.some(({ overrides }) => overrides['optimizer.lr'] === 0.1));
});

test('keys of a component are there for its types only, and places turn into values and back', async (t) => {
  const { search } = await searchOf(
    t,
    `  search: {type: tpe, n_startup_trials: 3}
  trials: 5
  seeds: 2
  over:
    train.batch_size: {type: integer, low: 2, high: 5}
    loss.gamma: auto
    loss.type: {type: choice, values: [cross-entropy, focal]}
`,
  );
  t.deepEqual([search.trials, search.seeds], [5, 2]);
  t.deepEqual(
    search.keys.map(({ path }) => path),
    ['loss.type', 'train.batch_size', 'loss.gamma'],
    'what decides comes first',
  );
  const { isActive } = search.space;
  t.deepEqual([isActive(2, [0, 1]), isActive(2, [1, 1])], [false, true]);
  t.deepEqual(search.valuesAt([1, 3, 0.5]), { 'loss.type': 'focal', 'train.batch_size': 5, 'loss.gamma': 2.5 });
  t.deepEqual(search.positionOf({ 'loss.type': 'focal', 'train.batch_size': 5, 'loss.gamma': 2.5 }), [1, 3, 0.5]);
  t.deepEqual(search.positionOf({ 'loss.type': 'cross-entropy', 'train.batch_size': 2 }), [0, 0, undefined]);
  t.is(search.positionOf({ 'loss.type': 'dice', 'train.batch_size': 2 }), undefined);
  t.is(search.positionOf({ 'loss.type': 'focal', 'train.batch_size': 9 }), undefined);
});

test('a point is that of the same experiment by itself, with the seeds that follow its own', async (t) => {
  const { search } = await searchOf(t, '  search: random\n  seeds: 2\n  over: [optimizer.lr]\n');
  const [first, second] = [0, 1].map((seed) => search.point({ 'optimizer.lr': 0.01 }, seed));
  const alone = await load(t, { 'x.yaml': withSweep('  grid: {optimizer.lr: [0.01]}\n') }, { registry });
  t.like(first, { id: alone.points[0]!.id, overrides: { 'optimizer.lr': 0.01, seed: 4 } });
  t.like(second, { overrides: { 'optimizer.lr': 0.01, seed: 5 } });
  const wrong = search.point({ 'optimizer.lr': -1 }, 0);
  t.true(Array.isArray(wrong) && wrong.length === 1);
});

test('what exclude leaves out is no point', async (t) => {
  const { search } = await searchOf(
    t,
    '  search: random\n  over: {seed: {type: integer, low: 0, high: 3}}\n  exclude: [{seed: 2}]\n',
  );
  t.is(search.point({ seed: 2 }, 0), 'excluded');
  t.like(search.point({ seed: 1 }, 0), { overrides: { seed: 1 } });
});

test('all that is wrong with a search is told at once, each at its place', async (t) => {
  t.deepEqual(
    await messages(
      t,
      `  search: tpe
  over:
    optimizer.lr: {type: uniform, low: 0, high: 1}
    model.dropout: {type: normal, mean: 0, std: 1}
    train.epochs: auto
    loss.type: {type: choice, values: [focal, focl]}
    name: {type: choice, values: [a, b]}
`,
    ).then((all) => all.map((line) => line.replace(/, got.*/s, ''))),
    [
      '11:40 axis `optimizer.lr`: expected a number above 0',
      '12:27 expected a range with ends for `model.dropout`',
      '13:5 expected a key that has a range to search by default',
      '14:47 axis `loss.type`: expected the type of a registered loss',
      '15:5 expected an axis that changes what is learned',
    ],
  );
});

test('a search stands alone, and says what it varies', async (t) => {
  t.regex(
    (await messages(t, '  search: tpe\n  over: [optimizer.lr]\n  grid: {seed: [1, 2]}\n'))[0]!,
    /^11:.*no `grid`/,
  );
  t.regex((await messages(t, '  search: tpe\n'))[0]!, /^9:.*`over` beside `search`/);
  t.regex((await messages(t, '  trials: 3\n  seeds: 2\n'))[0]!, /^9:.*no `trials`/);
  t.regex((await messages(t, '  search: tpee\n  over: [optimizer.lr]\n'))[0]!, /^9:.*tpee/);
  t.regex((await messages(t, '  search: tpe\n  over: [optimizer.lrr]\n'))[0]!, /^10:.*`lrr`/);
  t.regex((await messages(t, '  search: tpe\n  over: [optimizer.lr, optimizer.lr]\n'))[0]!, /twice/);
  t.regex(
    (await messages(t, '  search: tpe\n  seeds: 2\n  over: {seed: {type: integer, low: 0, high: 9}}\n'))[0]!,
    /either `seeds`/,
  );
});
