import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { openTrainedRun } from '../../src/trained/open-trained-run.ts';
import { testRun, type TestObserver } from '../../src/trained/test-run.ts';
import { loadOptions, trainTiny } from '../helpers/trained.ts';

function observer() {
  const calls: string[] = [];
  const watching: TestObserver = {
    prepared: (done, total) => calls.push(`prepared ${done} of ${total}`),
    skipped: ({ name }) => calls.push(`skipped ${name}`),
    tested: (done, total) => calls.push(`tested ${done} of ${total}`),
    failedLater: (error) => calls.push(String(error)),
  };
  return { calls, watching };
}

test.serial('testing a run again gives what its result says, and leaves no tensor', async (t) => {
  const { directory, result: atTheEnd } = await trainTiny();
  const trained = await openTrainedRun(directory, loadOptions());
  const { calls, watching } = observer();
  const before = tf.memory().numTensors;
  const { classes, result } = await testRun(trained, { split: 'test', checkpoint: 'best', observer: watching });
  t.is(tf.memory().numTensors, before);
  t.deepEqual(result, atTheEnd.test);
  t.deepEqual(classes, atTheEnd.classes);
  t.deepEqual(calls.at(-1), 'tested 4 of 4');
  t.true(calls.includes('prepared 4 of 4'), calls.join());
});

test.serial('another split is other figures', async (t) => {
  const { directory, result: atTheEnd } = await trainTiny();
  const trained = await openTrainedRun(directory, loadOptions());
  const { calls, watching } = observer();
  const { result } = await testRun(trained, { split: 'train', checkpoint: 'last', observer: watching });
  t.notDeepEqual(result, atTheEnd.test);
  t.is(calls.at(-1), 'tested 8 of 8');
});
