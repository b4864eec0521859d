import test from 'ava';
import { runLayout, seedsLayout } from '../../src/log/layout.ts';
import type { LayoutCategory } from 'tensorboard-ts-writer';

const layout = runLayout({
  shared: ['loss', 'loss/dice', 'iou/macro/image'],
  metrics: ['iou/macro/image'],
  perClass: true,
});

/** Which of the tags each chart shows. */
function shown(categories: readonly LayoutCategory[], tags: readonly string[]): Record<string, string[]> {
  const charts = categories.flatMap(({ charts: all }) => all);
  return Object.fromEntries(
    charts.flatMap((chart) => {
      const found =
        'tags' in chart ? tags.filter((tag) => chart.tags.some((one) => new RegExp(`^${one}`).test(tag))) : [];
      return found.length === 0 ? [] : [[chart.title, found]];
    }),
  );
}

test('each figure is in one chart, train beside validation and test', (t) => {
  const tags = [
    'train/loss',
    'val/loss',
    'test/loss',
    'val/loss/dice',
    'train/iou/macro/image',
    'val/iou/macro/image',
    'best/val/loss',
    'epoch/loss',
  ];
  t.deepEqual(shown(layout, tags), {
    loss: ['train/loss', 'val/loss', 'test/loss'],
    'loss/dice': ['val/loss/dice'],
    'iou/macro/image': ['train/iou/macro/image', 'val/iou/macro/image'],
    'loss over epochs': ['epoch/loss'],
  });
});

test('a metric has a chart of its classes, if they are logged', (t) => {
  const tags = ['class/iou/macro/image/cat', 'class/iou/macro/image/a (b)', 'class/iou/macro/dataset/cat'];
  t.deepEqual(shown(layout.slice(1, 2), tags), { 'iou/macro/image': tags.slice(0, 2) });
  const without = runLayout({ shared: ['loss'], metrics: ['iou/macro/image'], perClass: false });
  t.deepEqual(
    without.map(({ title }) => title),
    ['Train, validation, test', 'Training'],
  );
});

test('rates and norms are shown with those of groups and parts', (t) => {
  const tags = ['lr', 'lr/encoder', 'norm/gradients', 'norm/gradients/decoder', 'norm/weights', 'lrs'];
  t.deepEqual(shown(layout, tags), {
    'learning rates': ['lr', 'lr/encoder'],
    'norms of gradients': ['norm/gradients', 'norm/gradients/decoder'],
    'norms of weights': ['norm/weights'],
  });
});

test('a name is taken as it is, not as an expression', (t) => {
  const [category] = runLayout({ shared: ['loss/a.b'], metrics: [], perClass: true });
  t.deepEqual(shown([category!], ['val/loss/a.b', 'val/loss/axb']), { 'loss/a.b': ['val/loss/a.b'] });
});

test('over seeds, each figure is a line in a band', (t) => {
  t.deepEqual(seedsLayout(['val/loss']), [
    {
      title: 'Mean and spread over seeds',
      charts: [
        {
          title: 'val/loss',
          margins: [{ value: 'seeds/val/loss/mean', lower: 'seeds/val/loss/low', upper: 'seeds/val/loss/high' }],
        },
      ],
    },
  ]);
});
