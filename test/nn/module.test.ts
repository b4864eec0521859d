import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Module } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

class Scale extends Module {
  readonly weight = this.parameter('weight', tf.tensor1d([2]));
  readonly seen = this.buffer('seen', tf.tensor1d([0]));
}

class Block extends Module {
  readonly bias = this.parameter('bias', tf.tensor1d([1]));
  readonly first = this.child('first', new Scale());
  readonly inner = this.child('inner', new Pair());
}

class Pair extends Module {
  readonly only = this.child('only', new Scale());
}

const names = (entries: Iterable<[string, unknown]>) => [...entries].map(([name]) => name);

test.serial('parameters and buffers have dotted names, those of children after their own', (t) => {
  const block = new Block();
  t.deepEqual(names(block.namedParameters()), ['bias', 'first.weight', 'inner.only.weight']);
  t.deepEqual(names(block.namedBuffers()), ['first.seen', 'inner.only.seen']);
  t.deepEqual(names(block.namedParameters('model.')), ['model.bias', 'model.first.weight', 'model.inner.only.weight']);
  t.is(block.stateDict().get('first.weight'), block.first.weight);
  t.is(block.stateDict().size, 5);
  block.dispose();
});

test.serial('modules are named too, the root by the prefix', (t) => {
  const block = new Block();
  t.deepEqual(names(block.namedModules()), ['', 'first', 'inner', 'inner.only']);
  t.deepEqual(names(block.namedModules('net')), ['net', 'net.first', 'net.inner', 'net.inner.only']);
  t.is(block.namedModules()[3]![1], block.inner.only);
  block.dispose();
});

test.serial('freezing reaches every parameter below; buffers never have gradients', (t) => {
  const block = new Block();
  t.false(block.first.seen.trainable);
  block.inner.freeze();
  t.deepEqual(
    block.namedParameters().map(([, parameter]) => parameter.trainable),
    [true, true, false],
  );
  block.dispose();
});

test.serial('a module is frozen while all below are, whoever froze them', (t) => {
  const block = new Block();
  t.false(block.frozen);
  block.freeze();
  t.deepEqual([block.frozen, block.inner.frozen, block.first.frozen], [true, true, true]);
  block.first.unfreeze();
  t.deepEqual([block.frozen, block.inner.frozen, block.first.frozen], [false, true, false]);
  t.deepEqual(
    block.namedParameters().map(([, parameter]) => parameter.trainable),
    [false, true, false],
  );
  block.first.freeze();
  t.true(block.frozen);
  block.bias.trainable = true;
  t.false(block.frozen, 'a parameter of its own trains');
  block.unfreeze();
  t.true(block.namedParameters().every(([, parameter]) => parameter.trainable));
  t.deepEqual([block.frozen, block.inner.only.frozen], [false, false]);
  t.false(block.first.seen.trainable, 'buffers never train');
  block.dispose();
});

class Outer extends Module {
  readonly hidden = this.inline(new Block());
  readonly last = this.child('last', new Scale());
}

test.serial('what is put in line is named, frozen and freed as if it were its owner’s own', (t) => {
  const before = tf.memory().numTensors;
  const outer = new Outer();
  t.deepEqual(names(outer.namedParameters()), ['bias', 'first.weight', 'inner.only.weight', 'last.weight']);
  t.deepEqual(names(outer.namedModules()), ['', 'first', 'inner', 'inner.only', 'last']);
  outer.freeze();
  t.true(outer.hidden.frozen);
  outer.hidden.unfreeze();
  t.false(outer.frozen);
  outer.dispose();
  t.is(tf.memory().numTensors, before);
});

test.serial('a module takes over what it registers, and frees it all', (t) => {
  const before = tf.memory().numTensors;
  const block = new Block();
  t.is(tf.memory().numTensors, before + 5);
  block.dispose();
  t.is(tf.memory().numTensors, before);
});
