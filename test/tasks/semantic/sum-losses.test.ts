import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import type { LogOf, Loss } from '../../../src/registry/index.ts';
import { sumLosses, valuesOfLoss } from '../../../src/tasks/semantic/sum-losses.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const constant =
  (value: number): Loss =>
  (logits) =>
    tf.add(tf.mul(tf.sum(logits), 0), value);
const logits = () => tf.zeros<tf.Rank.R4>([1, 1, 1, 2]);
const target = () => tf.zeros<tf.Rank.R3>([1, 1, 1], 'int32');
const read = async (tensors: readonly tf.Tensor[]) =>
  (await Promise.all(tensors.map((tensor) => tensor.data()))).map(([value]) => value);

test.serial('a sum is each part times its factor, and tells the parts without their factors', async (t) => {
  const sum = sumLosses([
    { name: 'loss/a', factor: 2, loss: constant(3) },
    { name: 'loss/b', factor: 0.5, loss: constant(8) },
  ]);
  const { loss, parts } = valuesOfLoss(sum, logits(), target());
  t.deepEqual(await read([loss, ...parts]), [10, 3, 8]);
  t.deepEqual(await read([sum(logits(), target())]), [10]);
});

test.serial('each part logs under its own name, and a loss that is no sum as the loss', async (t) => {
  const logged: [string, string, unknown][] = [];
  const logOf: LogOf = (component) => ({
    scalar: (name, value) => void logged.push([component, name, value]),
    image: () => undefined,
  });
  const logging = (value: number): Loss => {
    const loss = constant(value);
    return (of, masks, log) => (log?.scalar('own', value), loss(of, masks));
  };
  const sum = sumLosses([
    { name: 'loss/a', factor: 2, loss: logging(3) },
    { name: 'loss/b', factor: 0.5, loss: logging(8) },
  ]);
  valuesOfLoss(sum, logits(), target(), logOf);
  valuesOfLoss(logging(5), logits(), target(), logOf);
  valuesOfLoss(sum, logits(), target());
  t.deepEqual(logged, [
    ['loss/a', 'own', 3],
    ['loss/b', 'own', 8],
    ['loss', 'own', 5],
  ]);
});

test.serial('a loss that is no sum has no parts', async (t) => {
  const { loss, parts } = valuesOfLoss(constant(3), logits(), target());
  t.deepEqual(await read([loss]), [3]);
  t.deepEqual(parts, []);
});

test.serial('a sum is balanced part by part, and a part that needs none stays', async (t) => {
  const balanced = (pixels: readonly number[]) => constant(pixels[1]!);
  const sum = sumLosses([
    { name: 'loss/a', factor: 1, loss: Object.assign(constant(3), { balanced }) },
    { name: 'loss/b', factor: 1, loss: constant(8) },
  ]);
  t.deepEqual(await read(valuesOfLoss(sum.balanced!([5, 7]), logits(), target()).parts), [7, 8]);
});
