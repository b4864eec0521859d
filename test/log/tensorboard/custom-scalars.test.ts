import test from 'ava';
import { layoutSummary } from '../../../src/log/tensorboard/custom-scalars.ts';
import { checkSummary } from './_golden.ts';

test(
  "a layout of lines and margins is TensorBoard's, to the byte",
  checkSummary,
  'layout',
  layoutSummary([
    {
      title: 'train and val',
      charts: [
        { title: 'loss', tags: ['train/loss$', 'val/loss$'] },
        { title: 'iou', margins: [{ value: 'mean/iou', lower: 'low/iou', upper: 'high/iou' }] },
      ],
    },
    { title: 'more', charts: [], closed: true },
  ]),
);
