import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import * as nn from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import type { SegmentationModel } from '../../src/registry/index.ts';
import { networkGraph } from '../../src/train/network-graph.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);

/** Two convolutions on the same features, whose results are added. */
class Network extends nn.Module implements SegmentationModel {
  readonly normalization = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
  readonly inputMultiple = 4;
  readonly stem = this.child('stem', new nn.Conv2d(3, 2, 1, { random, bias: false }));
  readonly head = this.child('head', new nn.Conv2d(2, 2, 1, { random, bias: false }));

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    return [this.stem.forward(images)];
  }

  forward([features]: readonly tf.Tensor4D[]): tf.Tensor4D {
    const once = this.head.forward(features!);
    return tf.add(once, tf.add(this.head.forward(once), 3));
  }
}

test.serial('each kernel is a node in its module, with what it reads and the shape that it gives', (t) => {
  const model = new Network();
  const before = tf.memory().numTensors;
  const nodes = networkGraph(model, { height: 6, width: 8 });
  t.is(tf.memory().numTensors, before);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  t.is(byName.size, nodes.length);

  t.deepEqual(byName.get('image'), { name: 'image', op: 'Placeholder', inputs: [], shape: [1, 8, 8, 3] });
  const stem = byName.get('stem/Conv2D')!;
  t.deepEqual(stem.inputs, ['image', 'stem/weight']);
  t.is(stem.op, 'Conv2D');
  t.is(stem.attributes!['strides'], '1');
  t.is(byName.get('stem/weight')!.op, 'Parameter');
  // The second call of the same module.
  t.deepEqual(byName.get('head/Conv2D')!.inputs, ['stem/Conv2D', 'head/weight']);
  t.deepEqual(byName.get('head/Conv2D_1')!.inputs, ['head/Conv2D', 'head/weight']);
  t.is(byName.get('Const')!.op, 'Const');
  t.deepEqual(byName.get('Add')!.inputs, ['head/Conv2D_1', 'Const']);
  t.deepEqual(byName.get('Add_1')!.inputs, ['head/Conv2D', 'Add']);
  t.deepEqual(nodes.at(-1), { name: 'logits', op: 'Identity', inputs: ['Add_1'], shape: [1, 8, 8, 2] });
  model.dispose();
});

test.serial('afterwards nothing is watched, whatever happened', (t) => {
  const model = new Network();
  model.forward = () => {
    throw new Error('no');
  };
  t.throws(() => networkGraph(model, { height: 4, width: 4 }), { message: 'no' });
  t.false(Object.hasOwn(tf.engine(), 'runKernel'));
  t.false(Object.hasOwn(model.head, 'forward'));
  model.dispose();
});
