import test from 'ava';
import { axesOf, settingsOf } from '../../src/report/settings.ts';
import { testRecord } from '../helpers/run-record.ts';
import { contentOf } from './_contents.ts';

const point = (overrides: Record<string, unknown>) => ({
  id: 'a',
  name: 'a',
  overrides,
  state: 'waiting' as const,
  attempts: 0,
});

test('points of a sweep have the swept keys but the seed, with readable values', (t) => {
  const runs = [
    contentOf({ point: point({ loss: { type: 'focal', gamma: 2 }, 'optimizer.lr': 0.001, seed: 1 }) }),
    contentOf({ point: point({ loss: { type: 'dice' }, seed: 2 }) }),
  ];
  t.deepEqual(settingsOf(runs, []), [
    [
      { key: 'loss', text: 'focal gamma=2' },
      { key: 'optimizer.lr', text: '0.001', number: 0.001 },
    ],
    [{ key: 'loss', text: 'dice' }],
  ]);
});

test('other runs have the keys that differ, without those that make no other run', (t) => {
  const run = (values: Record<string, string | number>) =>
    contentOf({ record: testRecord(), config: new Map(Object.entries(values)) });
  const runs = [
    run({ name: 'a', 'log.panel_samples': 1, seed: 0, 'loss.type': 'dice', 'train.epochs': 2 }),
    run({ name: 'b', 'log.panel_samples': 2, seed: 1, 'loss.type': 'focal', 'train.epochs': 2, 'loss.gamma': 2 }),
    contentOf({ state: 'unreadable' }),
  ];
  t.deepEqual(settingsOf(runs, ['name', 'log']), [
    [{ key: 'loss.type', text: 'dice' }],
    [
      { key: 'loss.type', text: 'focal' },
      { key: 'loss.gamma', text: '2', number: 2 },
    ],
    [],
  ]);
});

const withSettings = (settings: Record<string, string | number>) => ({
  settings: Object.entries(settings).map(([key, value]) => ({
    key,
    text: String(value),
    ...(typeof value === 'number' && { number: value }),
  })),
});

test('an axis has its values, numbers by their size, with mean and deviation of the runs that have them', (t) => {
  const runs = [
    withSettings({ lr: 0.1, loss: 'dice' }),
    withSettings({ lr: 0.01, loss: 'focal' }),
    withSettings({ lr: 0.1, loss: 'dice' }),
    withSettings({ lr: 0.01, loss: 'dice' }),
  ];
  const [lr, loss] = axesOf(runs, [1, 0.9, 4, null]);
  t.deepEqual(lr, {
    key: 'lr',
    isNumeric: true,
    values: [
      { text: '0.01', number: 0.01, runs: [1, 3], validation: { mean: 0.9, deviation: null, count: 1 } },
      { text: '0.1', number: 0.1, runs: [0, 2], validation: { mean: 2.5, deviation: Math.sqrt(4.5), count: 2 } },
    ],
  });
  t.deepEqual([loss!.isNumeric, loss!.values.map(({ text }) => text)], [false, ['dice', 'focal']]);
});

test('a value whose runs have no validation has no mean', (t) => {
  const [axis] = axesOf(
    [withSettings({ a: 'x' }), withSettings({ a: 'y' }), withSettings({ a: 'y' })],
    [null, 0.5, 0.25],
  );
  t.deepEqual(axis!.values[0], { text: 'x', runs: [0] });
});

test('a key with one value, two runs, or too many keys make no axes', (t) => {
  t.deepEqual(axesOf([withSettings({ a: 1 }), withSettings({ a: 1 }), withSettings({ a: 1 })], [1, 2, 3]), []);
  t.deepEqual(axesOf([withSettings({ a: 1 }), withSettings({ a: 2 })], [1, 2]), []);
  const many = (value: number) =>
    withSettings(Object.fromEntries(Array.from({ length: 11 }, (_, place) => [`key${place}`, value])));
  t.deepEqual(axesOf([many(1), many(2), many(3)], [1, 2, 3]), []);
});
