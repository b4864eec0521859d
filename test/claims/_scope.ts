import type { Group } from '../../src/claims/scope.ts';

const figures = ['iou/macro/image', 'recall/macro/image', 'recall/micro/image', 'loss'];

/** Three points: one with a name, and two losses at two rates of which one is left out. */
export const groups: readonly Group[] = [
  { key: 'plain', name: 'plain', values: {}, figures, beside: ['iou/macro/dataset'] },
  { key: 'focal', values: { 'loss.type': 'focal', 'optimizer.lr': 0.001 }, figures, beside: ['iou/macro/dataset'] },
  {
    key: 'ce',
    values: { 'loss.type': 'cross-entropy', 'optimizer.lr': 0.001 },
    figures,
    beside: ['iou/macro/dataset'],
  },
];
