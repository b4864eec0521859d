import test from 'ava';
import { schemaOf } from '../../src/config/resolve.ts';
import { clashOf } from '../../src/config/sweep-points.ts';
import { load, problemsOf, summarize, withLines } from './_workspace.ts';

const sweep = (grid: string) => ({ 'x.yaml': withLines({ 17: `sweep: {grid: ${grid}}` }) });

test('a file without a sweep has no points', async (t) => {
  t.deepEqual((await load(t, { 'x.yaml': withLines({}) })).points, []);
});

test('the product of the axes runs, the last axis fastest', async (t) => {
  const { points } = await load(t, sweep('{seed: [1, 2], optimizer.lr: [0.1, 0.2]}'));
  t.deepEqual(
    points.map(({ overrides }) => Object.values(overrides)),
    [
      [1, 0.1],
      [1, 0.2],
      [2, 0.1],
      [2, 0.2],
    ],
  );
  t.deepEqual(
    points.map(({ experiment }) => [experiment.seed, experiment.optimizer['lr']]),
    [
      [1, 0.1],
      [1, 0.2],
      [2, 0.1],
      [2, 0.2],
    ],
  );
  t.is(new Set(points.map(({ id }) => id)).size, 4);
});

test('a point has the id of the same experiment without a sweep', async (t) => {
  const { points } = await load(t, sweep('{seed: [1, 2]}'));
  const alone = await load(t, { 'x.yaml': withLines({ 2: 'seed: 2' }) });
  t.is(points[1]?.id, alone.id);
  t.is(points[1]?.yaml, alone.yaml);
});

test('an axis over the type of a component drops what the others do not have', async (t) => {
  const { points } = await load(t, {
    'x.yaml': withLines({
      9: 'loss: {type: focal, gamma: 3}',
      17: 'sweep: {grid: {loss.type: [cross-entropy, focal]}}',
    }),
  });
  t.deepEqual(
    points.map(({ experiment }) => experiment.loss),
    [
      { type: 'cross-entropy', label_smoothing: 0 },
      { type: 'focal', gamma: 3 },
    ],
  );
});

test('an axis may vary a whole section', async (t) => {
  const { points } = await load(t, sweep('{loss: [{type: cross-entropy}, {type: focal, gamma: 2}]}'));
  t.deepEqual(
    points.map(({ experiment }) => 'type' in experiment.loss && experiment.loss.type),
    ['cross-entropy', 'focal'],
  );
});

test('a type is set before its parameters, whatever the order of the axes', async (t) => {
  const { points } = await load(t, sweep('{optimizer.momentum: [0.5, 0.9], optimizer.type: [sgd]}'));
  t.deepEqual(
    points.map(({ experiment }) => experiment.optimizer['momentum']),
    [0.5, 0.9],
  );
});

test('a swept value reaches what is derived from it', async (t) => {
  const { points } = await load(t, {
    'x.yaml': withLines({
      14: 'scheduler: {type: step, step_size: "${train.epochs}"}',
      17: 'sweep: {grid: {train.epochs: [3, 4]}}',
    }),
  });
  t.deepEqual(
    points.map(({ experiment }) => experiment.scheduler['step_size']),
    [3, 4],
  );
});

test('points that come out the same are one', async (t) => {
  const { points } = await load(t, sweep('{loss: [{type: focal}, {type: focal, gamma: 1}], seed: [1, 2]}'));
  t.is(points.length, 2);
});

test('a base that only its axes complete gives the first point as experiment', async (t) => {
  const { experiment, points } = await load(t, {
    'x.yaml': withLines({ 16: '  batch_size: 4', 17: 'sweep: {grid: {train.epochs: [3, 4]}}' }),
  });
  t.is(experiment.train.epochs, 3);
  t.is(points.length, 2);
});

test('an override changes the base of a sweep, and an axis wins over it', async (t) => {
  const { points } = await load(t, sweep('{optimizer.lr: [0.1, 0.2]}'), { overrides: ['seed=5', 'optimizer.lr=9'] });
  t.deepEqual(
    points.map(({ experiment }) => [experiment.seed, experiment.optimizer['lr']]),
    [
      [5, 0.1],
      [5, 0.2],
    ],
  );
});

test('the resolved configuration leaves the sweep out', async (t) => {
  const { yaml, experiment } = await load(t, sweep('{seed: [1, 2]}'));
  t.notRegex(yaml, /sweep/);
  t.is(experiment.sweep, undefined);
});

test('two points with one id are one point only if they are equal', async (t) => {
  const { experiment, registry } = await load(t, { 'x.yaml': withLines({}) });
  const context = { schema: schemaOf(registry), code: [] };
  const clash = (other: Partial<typeof experiment>) =>
    clashOf(
      { id: '0123456789ab', experiment },
      { id: '0123456789ab', experiment: { ...experiment, ...other } },
      context,
    );
  t.is(clash({}), undefined);
  t.is(clash({ seed: 1 }), undefined);
  const chance = clash({ seed: 2 });
  t.is(chance?.code, 'bad-axis');
  t.is(
    chance?.message,
    'expected an id of its own for each point, got `0123456789ab` for two different points by chance',
  );
  t.regex(
    clash({ log: { ...experiment.log, panel_samples: 9 } })?.message ?? '',
    /differ only in keys that a run's id leaves out/,
  );
});

for (const grid of [
  '{loss.type: [cross-entropy, focal], loss.gamma: [2]}',
  '{loss.gamma: [2], loss.type: [cross-entropy, focal]}',
]) {
  test(`a parameter that a point's type does not have is refused, and not dropped: ${grid}`, async (t) => {
    const problems = await problemsOf(t, sweep(grid));
    t.deepEqual(
      problems.map(({ code, message }) => [code, message]),
      [['unknown-key', 'expected a key of loss `cross-entropy`, got `gamma`']],
    );
  });
}

test('a section is set before its parts, whatever the order of the axes', async (t) => {
  const { points } = await load(t, sweep('{loss.gamma: [2, 3], loss: [{type: focal, gamma: 9}]}'));
  t.deepEqual(
    points.map(({ experiment }) => 'gamma' in experiment.loss && experiment.loss.gamma),
    [2, 3],
  );
});

test('an axis may vary an item of a default list', async (t) => {
  const { points } = await load(t, {
    'x.yaml': withLines({ 17: 'sweep: {grid: {optimizer.betas.0: [0.8, 0.9]}}' }),
  });
  t.deepEqual(
    points.map(({ experiment }) => experiment.optimizer['betas']),
    [
      [0.8, 0.999],
      [0.9, 0.999],
    ],
  );
});

test('null on an axis takes the key away: the point has the id of a file that does not say it', async (t) => {
  const { points } = await load(t, { 'x.yaml': withLines({ 17: 'sweep: {grid: {optimizer.lr: [null, 2]}}' }) });
  t.deepEqual(
    points.map(({ experiment, overrides }) => [experiment.optimizer['lr'], overrides]),
    [
      [1e-3, { 'optimizer.lr': null }],
      [2, { 'optimizer.lr': 2 }],
    ],
  );
  const alone = await load(t, { 'x.yaml': withLines({ 13: '' }) });
  t.is(points[0]?.id, alone.id);
});

test('null on the axis of a key that must be there is refused', async (t) => {
  const problems = await problemsOf(t, { 'x.yaml': withLines({ 17: 'sweep: {grid: {train.epochs: [1, null]}}' }) });
  t.deepEqual(problems.map(summarize), ['17:34 bad-axis']);
});

test('a wrong axis hides no other problem, except what it may have been meant to set', async (t) => {
  const lines = {
    2: 'seed: -1',
    14: 'scheduler: {type: step}',
    17: 'sweep: {grid: {optimizer.lrr: [1, 2], loss.gamma: [1, -1]}}',
  };
  const problems = await problemsOf(t, { 'x.yaml': withLines(lines) });
  t.deepEqual(problems.map(summarize), ['2:7 bad-value', '17:26 bad-axis', '17:55 bad-value']);
});

test('a sweep that is no sweep hides no other problem', async (t) => {
  const problems = await problemsOf(t, { 'x.yaml': withLines({ 2: 'seed: -1', 17: 'sweep: {grid: 5}' }) });
  t.deepEqual(problems.map(summarize), ['2:7 bad-value', '17:15 wrong-type']);
});
