import test, { type ExecutionContext } from 'ava';
import { schemaOf } from '../../src/config/schema-of.ts';
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

/** Where a part of the section stands in the file: `17:31`. */
const place = (section: string, part: string) => `17:${'sweep: '.length + section.indexOf(part) + 1}`;
const swept = (section: string, lines: Readonly<Record<number, string>> = {}) => ({
  'x.yaml': withLines({ ...lines, 17: `sweep: ${section}` }),
});
const overridesOf = async (t: ExecutionContext, section: string, lines: Readonly<Record<number, string>> = {}) =>
  (await load(t, swept(section, lines))).points.map(({ overrides }) => overrides);

test('a parameter varies only where its component is chosen, and other components run once', async (t) => {
  const expected = [
    { 'loss.type': 'cross-entropy' },
    { 'loss.type': 'focal', 'loss.gamma': 1 },
    { 'loss.type': 'focal', 'loss.gamma': 2 },
  ];
  t.deepEqual(await overridesOf(t, '{grid: {loss.type: [cross-entropy, focal], loss.gamma: [1, 2]}}'), expected);
  const other = await overridesOf(t, '{grid: {loss.gamma: [1, 2], loss: [{type: cross-entropy}, {type: focal}]}}');
  t.deepEqual(
    other.map((overrides) => overrides['loss.gamma']),
    [undefined, 1, 2],
  );
});

test('a wrong value of a parameter is told although the first component does not have it', async (t) => {
  const section = '{grid: {loss.type: [cross-entropy, focal], loss.gamma: [1, -1], seed: [-5]}}';
  t.deepEqual((await problemsOf(t, swept(section))).map(summarize), [
    `${place(section, '-1')} bad-value`,
    `${place(section, '-5')} bad-value`,
  ]);
});

test('a parameter that no chosen component has is refused', async (t) => {
  const section = '{grid: {loss.type: [cross-entropy], loss.gamma: [1, 2]}}';
  const problems = await problemsOf(t, swept(section, { 9: 'loss: {type: cross-entropy}' }));
  t.deepEqual(problems.map(summarize), [`${place(section, 'gamma')} bad-axis`]);
});

test('values of zip belong together, and are combined with the grid', async (t) => {
  t.deepEqual(await overridesOf(t, '{grid: {seed: [1, 2]}, zip: {optimizer.lr: [0.1, 0.2], train.epochs: [3, 4]}}'), [
    { seed: 1, 'optimizer.lr': 0.1, 'train.epochs': 3 },
    { seed: 1, 'optimizer.lr': 0.2, 'train.epochs': 4 },
    { seed: 2, 'optimizer.lr': 0.1, 'train.epochs': 3 },
    { seed: 2, 'optimizer.lr': 0.2, 'train.epochs': 4 },
  ]);
  const uneven = '{zip: {optimizer.lr: [0.1, 0.2], train.epochs: [3]}}';
  const [problem, ...others] = await problemsOf(t, swept(uneven));
  t.is(summarize(problem!), `${place(uneven, 'train')} bad-axis`);
  t.is(problem!.message, 'expected 2 values in `train.epochs`, as `optimizer.lr` has, got 1');
  t.is(others.length, 0);
});

test('named points have their name and what varies beside it as label', async (t) => {
  const { points } = await load(
    t,
    swept('{points: {base: {}, strong: {loss: {type: focal, gamma: 2}, optimizer.lr: 1}}, grid: {seed: [1, 2]}}'),
  );
  t.deepEqual(
    points.map(({ label, overrides }) => [label, Object.keys(overrides)]),
    [
      ['base,seed=1', ['seed']],
      ['strong,seed=1', ['seed', 'loss', 'optimizer.lr']],
      ['base,seed=2', ['seed']],
      ['strong,seed=2', ['seed', 'loss', 'optimizer.lr']],
    ],
  );
});

test('a named point may not write a key that its own component does not have', async (t) => {
  const section = '{points: {odd: {loss.type: cross-entropy, loss.gamma: 2}}}';
  t.deepEqual((await problemsOf(t, swept(section))).map(summarize), [`${place(section, 'loss.gamma')} unknown-key`]);
});

test('included points run beside the combinations, excluded combinations do not run', async (t) => {
  const overrides = await overridesOf(
    t,
    '{grid: {seed: [1, 2], train.epochs: [3, 4]}, exclude: [{seed: 2, train.epochs: 3}, {seed: 1, train.epochs: 4, optimizer: {lr: 1e-3}}], include: [{seed: 9}]}',
  );
  t.deepEqual(overrides, [{ seed: 1, 'train.epochs': 3 }, { seed: 2, 'train.epochs': 4 }, { seed: 9 }]);
});

test('an excluded combination may be a wrong one, and defaults count for what is excluded', async (t) => {
  t.deepEqual(
    await overridesOf(
      t,
      '{grid: {seed: [1, -2], loss: [{type: focal}, {type: focal, gamma: 2}]}, exclude: [{seed: -2}, {loss.gamma: 1}]}',
    ),
    [{ seed: 1, loss: { type: 'focal', gamma: 2 } }],
  );
});

test('an entry of exclude that leaves out nothing, or everything, is refused', async (t) => {
  const refused = async (section: string) => (await problemsOf(t, swept(section))).map(summarize);
  const nothing = '{grid: {seed: [1, 2]}, exclude: [{seed: 3}]}';
  t.deepEqual(await refused(nothing), [`${place(nothing, 'seed: 3')} bad-axis`]);
  t.deepEqual(await refused('{grid: {seed: [1, 2]}, exclude: [{loss.type: focal}]}'), ['17:8 bad-axis']);
  const typo = '{grid: {seed: [1, 2]}, exclude: [{sed: 1}]}';
  t.deepEqual(await refused(typo), [`${place(typo, 'sed:')} bad-axis`]);
});

test('seeds run each point with the own seed and those after it, the fastest of all axes', async (t) => {
  t.deepEqual(await overridesOf(t, '{grid: {optimizer.lr: [0.1, 0.2]}, seeds: 2}'), [
    { 'optimizer.lr': 0.1, seed: 1 },
    { 'optimizer.lr': 0.1, seed: 2 },
    { 'optimizer.lr': 0.2, seed: 1 },
    { 'optimizer.lr': 0.2, seed: 2 },
  ]);
  t.deepEqual(await overridesOf(t, '{seeds: 3}', { 2: '' }), [{ seed: 0 }, { seed: 1 }, { seed: 2 }]);
  t.deepEqual(await overridesOf(t, '{include: [{optimizer.lr: 5}], seeds: 2}'), [
    { 'optimizer.lr': 5, seed: 1 },
    { 'optimizer.lr': 5, seed: 2 },
  ]);
  const both = await problemsOf(t, swept('{grid: {seed: [1, 2]}, seeds: 2}'));
  t.deepEqual(both.map(summarize), ['17:16 bad-axis']);
});

test('a key varies in one place only', async (t) => {
  const section = '{grid: {optimizer.lr: [1, 2]}, points: {a: {optimizer.lr: 3}}}';
  t.deepEqual((await problemsOf(t, swept(section))).map(summarize), [`${place(section, 'optimizer.lr: 3')} bad-axis`]);
});

const randomly = (points: number, seed = 0) =>
  `{random: {points: ${points}, seed: ${seed}, over: {optimizer.lr: {type: log-uniform, low: 1e-4, high: 1e-1}, loss.type: {type: choice, values: [cross-entropy, focal]}, loss.gamma: {type: uniform, low: 0, high: 4}}}}`;

test('random points: so many different ones, each key only where it counts, and more points keep the first', async (t) => {
  const [four, six] = [await overridesOf(t, randomly(4)), await overridesOf(t, randomly(6))];
  t.deepEqual([four.length, six.length], [4, 6]);
  t.deepEqual(six.slice(0, 4), four);
  for (const overrides of six) {
    t.is('loss.gamma' in overrides, overrides['loss.type'] === 'focal');
    const lr = overrides['optimizer.lr'] as number;
    t.true(lr >= 1e-4 && lr <= 1e-1);
  }
  t.notDeepEqual(await overridesOf(t, randomly(4, 1)), four);
});

test('a new dimension changes no draw of the others', async (t) => {
  const lr = 'optimizer.lr: {type: uniform, low: 0.5, high: 1}';
  const alone = await overridesOf(t, `{random: {points: 3, over: {${lr}}}}`);
  const beside = await overridesOf(
    t,
    `{random: {points: 3, over: {train.epochs: {type: integer, low: 1, high: 9}, ${lr}}}}`,
  );
  t.deepEqual(
    beside.map((overrides) => overrides['optimizer.lr']),
    alone.map((overrides) => overrides['optimizer.lr']),
  );
});

test('draws that repeat do not count, and a space with too few values says how many it has', async (t) => {
  const section = (points: number) =>
    `{random: {points: ${points}, over: {train.epochs: {type: integer, low: 1, high: 3}}}}`;
  const { points } = await load(t, swept(section(3)));
  t.deepEqual(points.map(({ experiment }) => experiment.train.epochs).sort(), [1, 2, 3]);
  const problems = await problemsOf(t, swept(section(4)));
  t.deepEqual(problems.map(summarize), [`${place(section(4), '4')} bad-axis`]);
  t.regex(problems[0]!.message, /^expected 4 different points at random, found only 3 in 180 draws$/);
});

test('each draw is combined with the grid', async (t) => {
  const overrides = await overridesOf(
    t,
    '{grid: {seed: [1, 2]}, random: {points: 2, over: {optimizer.lr: {type: uniform, low: 0.5, high: 1}}}}',
  );
  t.deepEqual(
    overrides.map(({ seed }) => seed),
    [1, 2, 1, 2],
  );
  t.is(new Set(overrides.map((each) => each['optimizer.lr'])).size, 2);
});

test('the ends of what is drawn are checked, each at its place, with all other problems', async (t) => {
  const section =
    '{random: {points: 2, over: {train.epochs: {type: integer, low: -1, high: 3}, optimizer.lrr: {type: normal, mean: 0, std: 1}}}, seeds: 0}';
  const problems = await problemsOf(t, swept(section, { 14: 'scheduler: {type: stepp}' }));
  t.deepEqual(problems.map(summarize), [
    '14:19 unknown-component',
    `${place(section, '-1')} bad-value`,
    `${place(section, 'lrr')} bad-axis`,
    `${place(section, '0}')} bad-value`,
  ]);
});

test('a sweep without any part is refused, and one wrong distribution', async (t) => {
  t.deepEqual((await problemsOf(t, swept('{fail_fast: true}'))).map(summarize), ['17:8 bad-value']);
  const section = '{random: {points: 2, over: {optimizer.lr: {type: uniform, low: 2, high: 1}}}}';
  t.deepEqual((await problemsOf(t, swept(section))).map(summarize), [`${place(section, '1}')} bad-value`]);
});
