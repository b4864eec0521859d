import test from 'ava';
import { mobileNetV2 } from '../../../../src/components/encoders/mobilenet-v2/stages.ts';

const widths = (alpha: number) => {
  const { stem, stages } = mobileNetV2(alpha);
  return [stem, ...stages.map((stage) => stage.at(-1)!.outChannels)];
};

// Keras's MobileNetV2 and torchvision's, without the last convolution.
test('its widths are those of the paper, rounded to multiples of 8 for other multipliers', (t) => {
  t.deepEqual(widths(1), [32, 16, 24, 32, 64, 96, 160, 320]);
  t.deepEqual(widths(0.35), [16, 8, 8, 16, 24, 32, 56, 112]);
  t.deepEqual(widths(1.4), [48, 24, 32, 48, 88, 136, 224, 448]);
});

test('it has 17 blocks; the first of a stage has its stride, and expands what comes in', (t) => {
  const blocks = mobileNetV2(1).stages.flat();
  t.is(blocks.length, 17);
  t.deepEqual(
    blocks.slice(0, 4).map(({ stride, expanded }) => [stride, expanded]),
    [
      [1, 32],
      [2, 96],
      [1, 144],
      [2, 144],
    ],
  );
});
