import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createSlot, forEachGradient, slotStateDict } from '../../../src/components/optimizers/slots.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('a slot has zeros of the shape of each parameter, which no gradient reaches', async (t) => {
  const [a, b] = [tf.variable(tf.ones([2, 3])), tf.variable(tf.ones([4]))];
  const before = tf.memory().numTensors;
  const slot = createSlot([
    ['a', a],
    ['b', b],
  ]);
  t.is(tf.memory().numTensors, before + 2);
  t.deepEqual(
    [...slot].map(([name, { shape }]) => [name, shape]),
    [
      ['a', [2, 3]],
      ['b', [4]],
    ],
  );
  for (const variable of slot.values()) {
    t.false(variable.trainable);
    t.true((await variable.data()).every((value) => value === 0));
  }
});

test.serial('the state dict names the slot, then the parameter, slot after slot', (t) => {
  const parameters = [
    ['decoder.weight', tf.variable(tf.ones([1]))],
    ['decoder.bias', tf.variable(tf.ones([1]))],
  ] as const;
  const [means, squares] = [createSlot(parameters), createSlot(parameters)];
  const state = slotStateDict({ exp_avg: means, exp_avg_sq: squares });
  t.deepEqual(
    [...state.keys()],
    ['exp_avg.decoder.weight', 'exp_avg.decoder.bias', 'exp_avg_sq.decoder.weight', 'exp_avg_sq.decoder.bias'],
  );
  t.is(state.get('exp_avg_sq.decoder.bias'), squares.get('decoder.bias'));
});

test.serial('each parameter with a gradient is updated once, in order, and what the update made is freed', (t) => {
  const parameters = ['a', 'b', 'c'].map((name) => [name, tf.variable(tf.ones([1]))] as const);
  const gradients = new Map([
    ['c', tf.ones([1])],
    ['a', tf.ones([1])],
    ['unknown', tf.ones([1])],
  ]);
  const before = tf.memory().numTensors;
  const seen: string[] = [];
  forEachGradient(parameters, gradients, (name, parameter, gradient) => {
    seen.push(name);
    t.is(parameter, parameters.find(([other]) => other === name)![1]);
    t.is(gradient, gradients.get(name)!);
    tf.add(gradient, 1);
  });
  t.deepEqual(seen, ['a', 'c']);
  t.is(tf.memory().numTensors, before);
});
