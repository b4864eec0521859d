import test from 'ava';
import { logPanels, panelSamples } from '../../src/train/panels.ts';
import { coordinateSample, sourceOf } from '../helpers/data.ts';
import { classList } from '../helpers/networks.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

test('the samples shown are spread evenly, begin with the first, and are no more than there are', (t) => {
  t.deepEqual(panelSamples(10, 4), [0, 2, 5, 7]);
  t.deepEqual(panelSamples(3, 5), [0, 1, 2]);
  t.deepEqual(panelSamples(7, 1), [0]);
  t.deepEqual(panelSamples(7, 0), []);
});

test('each predicted sample is an image under its name', async (t) => {
  const samples = ['a', 'b', 'c'].map((name) => coordinateSample(2, 2, name));
  const logger = recordingLogger();
  const predictions = new Map([0, 2].map((index) => [index, new Uint8Array(4)]));
  await logPanels(logger, 9, sourceOf(samples), predictions, { classes: classList(3), errorMaps: true });
  t.deepEqual(logger.images, [
    { step: 9, tag: 'panel/a' },
    { step: 9, tag: 'error/a' },
    { step: 9, tag: 'panel/c' },
    { step: 9, tag: 'error/c' },
  ]);
});
