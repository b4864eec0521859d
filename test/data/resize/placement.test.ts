import test from 'ava';
import fc from 'fast-check';
import {
  inputStep,
  paddingColor,
  placeCropped,
  placeWhole,
  resizePolicies,
  type ResizePolicy,
} from '../../../src/data/resize/placement.ts';

const size = (height: number, width: number) => ({ height, width });
const corner = { top: 0, left: 0 };
const to = (policy: ResizePolicy, height: number, width = height, multiple = 1) => ({
  policy,
  size: size(height, width),
  multiple,
});

const whole = [
  // 341 is truncated; 352 is the next multiple of 32, an eighth of 256
  ['cover', size(375, 500), to('cover', 256), size(256, 341), size(256, 352)],
  ['cover, high', size(500, 375), to('cover', 256), size(341, 256), size(352, 256)],
  ['cover, not square', size(100, 300), to('cover', 50, 60, 2), size(50, 150), size(50, 152)],
  ['cover, the same size', size(48, 64), to('cover', 48, 64, 2), size(48, 64), size(48, 64)],
  [
    'none, a side of `image_size` that the network cannot take',
    size(50, 60),
    to('none', 50, 60, 4),
    size(50, 60),
    size(56, 60),
  ],
  ['fit', size(375, 500), to('fit', 256), size(192, 256), size(256, 256)],
  ['fit, high', size(500, 375), to('fit', 256), size(256, 192), size(256, 256)],
  ['fit, not square', size(100, 300), to('fit', 50, 60), size(20, 60), size(50, 60)],
  ['fit, a line', size(1, 1000), to('fit', 64), size(1, 64), size(64, 64)],
  ['stretch', size(375, 500), to('stretch', 96, 64), size(96, 64), size(96, 64)],
  ['none', size(360, 480), to('none', 256), size(360, 480), size(384, 480)],
] as const;
for (const [title, photo, resize, scaled, input] of whole) {
  test(`${title}: ${photo.height} x ${photo.width} is placed whole as ${scaled.height} x ${scaled.width}`, (t) => {
    t.deepEqual(placeWhole(photo, resize), { photo, scaled, offset: corner, input });
  });
}

test('covering crops the centre, whose corner rounds halves to even; other policies cut nothing', (t) => {
  const photo = size(375, 500);
  t.deepEqual(placeCropped(photo, to('cover', 256)), {
    photo,
    scaled: size(256, 341),
    offset: { top: 0, left: -42 },
    input: size(256, 256),
  });
  t.deepEqual(placeCropped(size(500, 375), to('cover', 256)).offset, { top: -42, left: 0 });
  t.deepEqual(placeCropped(photo, to('none', 256)), { photo, scaled: photo, offset: corner, input: photo });
  for (const policy of ['fit', 'stretch'] as const) {
    t.deepEqual(placeCropped(photo, to(policy, 256)), placeWhole(photo, to(policy, 256)));
  }
});

const corners = [
  [225, 0],
  [226, 1],
  [227, 2],
  [228, 2],
  [229, 2],
  [231, 4],
] as const;
for (const [width, left] of corners) {
  test(`the centre crop of 224 from a width of ${width} starts at ${left}, as Python rounds`, (t) => {
    t.is(placeCropped(size(224, width), to('cover', 224)).offset.left, 0 - left);
  });
}

test('sides that depend on the photo are multiples of the step: at least an eighth of the shorter side', (t) => {
  const steps = [
    [256, 1, 32],
    [256, 32, 32],
    [96, 8, 16],
    [1024, 32, 128],
    [4, 1, 1],
    [40, 16, 16],
  ] as const;
  for (const [side, multiple, step] of steps) t.is(inputStep({ size: size(side, 2 * side), multiple }), step);
});

test('padding is about 0 once it is normalised as for ImageNet', (t) => {
  const [mean, std] = [
    [0.485, 0.456, 0.406],
    [0.229, 0.224, 0.225],
  ] as const;
  for (const [channel, value] of paddingColor.entries())
    t.true(Math.abs((value / 255 - mean[channel]!) / std[channel]!) < 0.01);
});

const side = fc.integer({ min: 1, max: 3000 });
const anySize = fc.record({ height: side, width: side });
const policies = fc.constantFrom(...resizePolicies);

test('any photo is whole in its input, whose sides fit the network, and scaled as for training', (t) => {
  fc.assert(
    fc.property(
      anySize,
      policies,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(1, 8, 32),
      (photo, policy, n, multiple) => {
        const resize = { policy, size: size(n * multiple, n * multiple), multiple };
        const { scaled, input, offset } = placeWhole(photo, resize);
        t.deepEqual(offset, corner);
        t.true(input.height >= scaled.height && input.width >= scaled.width);
        t.is(input.height % multiple, 0);
        t.is(input.width % multiple, 0);
        const step = policy === 'fit' ? resize.size.height : inputStep(resize);
        t.true((input.height - scaled.height < step && input.width - scaled.width < step) || policy === 'fit');
        t.deepEqual(placeCropped(photo, resize).scaled, scaled);
      },
    ),
    { numRuns: 300 },
  );
});

test('any photo covers any size: one side fits exactly, and the middle of the photo is seen', (t) => {
  fc.assert(
    fc.property(anySize, anySize, (photo, wanted) => {
      const { scaled, offset, input } = placeCropped(photo, { policy: 'cover', size: wanted });
      t.deepEqual(input, wanted);
      t.true(scaled.height === wanted.height || scaled.width === wanted.width);
      t.true(scaled.height >= wanted.height && scaled.width >= wanted.width, 'covers');
      t.true(offset.top <= 0 && offset.top + scaled.height >= wanted.height);
      t.true(offset.left <= 0 && offset.left + scaled.width >= wanted.width);
      t.true(Math.abs(2 * -offset.top + wanted.height - scaled.height) <= 1, 'centred');
      t.true(Math.abs(2 * -offset.left + wanted.width - scaled.width) <= 1, 'centred');
    }),
    { numRuns: 1000 },
  );
});
