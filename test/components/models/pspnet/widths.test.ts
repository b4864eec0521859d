import test from 'ava';
import { checkBins, defaultOutChannels, levelAt } from '../../../../src/components/models/pspnet/widths.ts';
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

const levels = [
  { stride: 4, channels: 7 },
  { stride: 8, channels: 9 },
  { stride: 32, channels: 3 },
];

test('a level is found by its stride', (t) => {
  t.deepEqual(
    [4, 8, 32].map((stride) => levelAt(levels, stride)),
    [0, 1, 2],
  );
});

test('an encoder without the stride is refused, with the strides it has', (t) => {
  const error = t.throws(() => levelAt(levels, 16), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.encoder' });
  t.regex(error.message, /stride 16; this one has strides 4, 8, 32/);
});

test('the number of bins must divide the channels', (t) => {
  t.notThrows(() => checkBins(8, [1, 2, 3, 6]));
  t.notThrows(() => checkBins(9, [1, 2, 6]));
  const error = t.throws(() => checkBins(8, [1, 2, 6]), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.bins' });
  t.regex(error.message, /8 channels; got 3 bins/);
});
