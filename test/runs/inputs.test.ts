import test from 'ava';
import { changesOf, inputsSchema, type RunInputs } from '../../src/runs/inputs.ts';

const hash = (digit: number) => String(digit).repeat(64);
const split = (digit: number, samples = 4) => ({ samples, sha256: hash(digit) });
const inputs: RunInputs = {
  config: hash(1),
  plugins: [{ name: 'p.js', sha256: hash(2) }],
  weights: [{ file: 'w/model.json', sha256: hash(3) }],
  data: { by: 'files', train: split(4), val: split(5), test: split(6) },
};
const messages = (now: RunInputs) => changesOf(inputs, now).map(({ what, message }) => `${what}: ${message}`);

test('equal inputs have no changes, and plugins are not compared', (t) => {
  t.deepEqual(messages(inputs), []);
  t.deepEqual(messages({ ...inputs, plugins: [] }), []);
  t.deepEqual(inputsSchema.parse(inputs), inputs);
});

test('each change is named', (t) => {
  t.deepEqual(messages({ ...inputs, config: hash(9) }), ['config: config.yaml was edited after the run began']);
  const weights = [{ file: 'w/model.json', sha256: hash(9) }];
  t.deepEqual(messages({ ...inputs, weights }), ['weights: w/model.json has other content']);
  t.deepEqual(messages({ ...inputs, weights: [] }), ["weights: w/model.json can't be read"]);
  t.deepEqual(messages({ ...inputs, data: { ...inputs.data, val: split(9) } }), [
    'data: the val split has other samples',
  ]);
  const data = { ...inputs.data, train: split(8, 3), test: split(9, 5) };
  t.deepEqual(messages({ ...inputs, data }), [
    'data: the train split has 3 samples, it had 4',
    'data: the test split has 5 samples, it had 4',
  ]);
});
