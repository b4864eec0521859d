import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Module, watchCalls } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

class Inner extends Module {
  twice(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, 2);
  }

  fails(_: tf.Tensor): tf.Tensor {
    throw new Error('no');
  }
}

class Outer extends Module {
  readonly inner = this.child('inner', new Inner());

  forward(parts: readonly tf.Tensor[]): tf.Tensor {
    return this.inner.twice(parts[0]!);
  }

  describe(): string {
    return 'outer';
  }
}

function watched(work: (model: Outer) => void) {
  const model = new Outer();
  const told: string[] = [];
  const stop = watchCalls(model, {
    entered: (name) => void told.push(`in ${name}`),
    left: (name, result) => void told.push(`out ${name} ${result instanceof tf.Tensor ? 'tensor' : String(result)}`),
  });
  tf.tidy(() => work(model));
  return { model, told, stop };
}

test.serial('a call within a call is told between its beginning and its end', (t) => {
  const { told } = watched((model) => void model.forward([tf.scalar(1)]));
  t.deepEqual(told, ['in ', 'in inner', 'out inner tensor', 'out  tensor']);
});

test.serial('a method that takes no tensor is no call', (t) => {
  t.deepEqual(watched((model) => void model.describe()).told, []);
});

test.serial('a call that throws is over too', (t) => {
  const { told } = watched((model) => t.throws(() => model.inner.fails(tf.scalar(1)), { message: 'no' }));
  t.deepEqual(told, ['in inner', 'out inner undefined']);
});

test.serial('afterwards the module is as it was', (t) => {
  const { model, told, stop } = watched(() => undefined);
  stop();
  tf.tidy(() => void model.forward([tf.scalar(1)]));
  t.deepEqual(told, []);
  t.false(Object.hasOwn(model, 'forward'));
});
