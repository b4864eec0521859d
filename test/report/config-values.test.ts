import test from 'ava';
import { configValues } from '../../src/report/config-values.ts';
import type { Leaf } from '../../src/runs/leaves.ts';
import type { Origins } from '../../src/runs/origins.ts';

const origins: Origins = {
  values: [
    {
      path: 'optimizer.lr',
      description: 'Learning rate.',
      layers: [
        { by: 'default', value: 0.001 },
        { by: 'set', where: '--set optimizer.lr=3e-4', value: '3e-4' },
      ],
    },
    { path: 'optimizer.betas', layers: [{ by: 'default', value: [0.9, 0.999] }] },
    { path: 'dataset.root', layers: [{ by: 'file', where: 'x.yaml:3', value: '${env:ROOT:data}' }] },
    { path: 'train.epochs', layers: [{ by: 'file', where: 'x.yaml:9', value: 2 }] },
    { path: 'loss.type', layers: [{ by: 'file', where: 'x.yaml:5', value: 'dice' }] },
  ],
};
const values = (config: Record<string, Leaf>, more: Partial<Parameters<typeof configValues>[0]> = { origins }) =>
  configValues({ config: new Map(Object.entries(config)), ...more });

test('a value has the layers that wrote it, with its description', (t) => {
  t.deepEqual(values({ 'optimizer.lr': 0.0003 }), [
    {
      path: 'optimizer.lr',
      value: '0.0003',
      description: 'Learning rate.',
      layers: [
        { by: 'default', value: '0.001' },
        { by: 'set', where: '--set optimizer.lr=3e-4', value: '3e-4' },
      ],
    },
  ]);
});

test('lists and references are as they were written', (t) => {
  const [betas, root] = values({ 'optimizer.betas': '0.9, 0.999', 'dataset.root': '/photos' });
  t.deepEqual(betas!.layers, [{ by: 'default', value: '0.9, 0.999' }]);
  t.deepEqual(root!.layers, [{ by: 'file', where: 'x.yaml:3', value: '${env:ROOT:data}' }]);
});

test('a value that is another one than its file wrote was changed when the run was resumed', (t) => {
  t.deepEqual(values({ 'train.epochs': 4 })[0]!.layers, [
    { by: 'file', where: 'x.yaml:9', value: '2' },
    { by: 'resume', value: '4' },
  ]);
});

test('the values of a point come from its axes, those under a swept section too', (t) => {
  const [type, gamma] = values(
    { 'loss.type': 'focal', 'loss.gamma': 2 },
    { origins, overrides: { loss: { type: 'focal', gamma: 2 } } },
  );
  t.deepEqual(type!.layers, [
    { by: 'file', where: 'x.yaml:5', value: 'dice' },
    { by: 'axis', where: 'loss', value: 'focal' },
  ]);
  t.deepEqual(gamma!.layers, [{ by: 'axis', where: 'loss', value: '2' }]);
});

test('a key that came after the run has its default; of a run without origins nothing is known', (t) => {
  t.deepEqual(values({ 'train.ema': 0 })[0]!.layers, [{ by: 'default', value: '0' }]);
  t.deepEqual(values({ 'train.epochs': 2 }, {})[0]!.layers, [{ by: 'written', value: '2' }]);
});
