import test from 'ava';
import { graphEvent } from '../../../src/log/tensorboard/event.ts';
import { graphDefinition } from '../../../src/log/tensorboard/graph.ts';
import { checkRecord, wallTime } from './_golden.ts';

test(
  "a graph with a free size and attributes is TensorBoard's, to the byte",
  checkRecord,
  'graph',
  graphEvent(
    { wallTime, step: 7 },
    graphDefinition([
      { name: 'images', op: 'Placeholder', inputs: [] },
      {
        name: 'encoder/conv',
        op: 'Conv2D',
        inputs: ['images'],
        shape: [-1, 8, 300],
        attributes: { kernel: '3x3' },
      },
    ]),
  ),
);
