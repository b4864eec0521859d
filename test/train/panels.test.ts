import test from 'ava';
import { drawPanels, panelSamples } from '../../src/train/panels.ts';
import type { TaggedImage } from '../../src/train/log-images.ts';
import { coordinateSample, sourceOf } from '../helpers/data.ts';
import { classList } from '../helpers/networks.ts';

test('the samples shown are spread evenly, begin with the first, and are no more than there are', (t) => {
  t.deepEqual(panelSamples(10, 4), [0, 2, 5, 7]);
  t.deepEqual(panelSamples(3, 5), [0, 1, 2]);
  t.deepEqual(panelSamples(7, 1), [0]);
  t.deepEqual(panelSamples(7, 0), []);
});

test('each predicted sample is an image under its name', async (t) => {
  const samples = ['a', 'b', 'c'].map((name) => coordinateSample(2, 2, name));
  const predictions = new Map([0, 2].map((index) => [index, new Uint8Array(4)]));
  const draw = (errorMaps: boolean) => drawPanels(sourceOf(samples), predictions, { classes: classList(3), errorMaps });
  const tags = (images: readonly TaggedImage[]) => images.map(([tag]) => tag);
  t.deepEqual(tags(await draw(true)), ['panel/a', 'error/a', 'panel/c', 'error/c']);
  t.deepEqual(tags(await draw(false)), ['panel/a', 'panel/c']);
});
