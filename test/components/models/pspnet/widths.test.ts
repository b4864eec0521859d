import test from 'ava';
import { checkBins, defaultOutChannels, levelsOfPspNet } from '../../../../src/components/models/pspnet/widths.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';

test('by default the decoder gives a quarter of the channels, at least 64 or a third', (t) => {
  const widths = [
    [512, 128], // ResNeXt-50, as in the notebook
    [256, 64], // a quarter is 64 exactly
    [252, 64], // a quarter is 63, a third 84
    [192, 64], // MobileNetV1 0.75: a quarter is 48, a third 64
    [191, 63], // a third, rounded down, is less than 64
    [32, 10],
    [2, 1], // never none
  ];
  for (const [channels, expected] of widths) t.is(defaultOutChannels(channels!), expected!, `${channels} channels`);
});

const levelsAt = (...strides: number[]) => strides.map((stride, index) => ({ stride, channels: 10 + index }));

test('the features are those of stride 8 and 32; of several of stride 8 the first', (t) => {
  t.deepEqual(levelsOfPspNet(levelsAt(2, 4, 8, 16, 32)), [2, 4]);
  t.deepEqual(levelsOfPspNet(levelsAt(4, 8, 32, 64)), [1, 2]);
  t.deepEqual(levelsOfPspNet(levelsAt(2, 4, 8, 8, 8)), [2, 4]);
  t.deepEqual(levelsOfPspNet(levelsAt(2, 4, 8, 16, 16)), [2, 4]);
});

test('an encoder without stride 8, or with nothing after it, is refused, with the strides it has', (t) => {
  for (const strides of [
    [2, 4, 8],
    [4, 16, 32],
  ]) {
    const error = t.throws(() => levelsOfPspNet(levelsAt(...strides)), { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'bad-value', path: 'model.encoder' });
    t.regex(
      error.message,
      new RegExp(`stride 8 and a coarser one, of stride 32; this one has strides ${strides.join(', ')}`),
    );
  }
});

test('the number of bins must divide the channels', (t) => {
  t.notThrows(() => checkBins(8, [1, 2, 3, 6]));
  t.notThrows(() => checkBins(9, [1, 2, 6]));
  const error = t.throws(() => checkBins(8, [1, 2, 6]), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.bins' });
  t.regex(error.message, /8 channels; got 3 bins/);
});
