import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { chooseFraming, describeFraming } from '../../src/predict/framing.ts';

const trained = {
  resize: { policy: 'fit', size: { height: 64, width: 96 }, multiple: 32 },
  interpolation: 'nearest',
} as const;

test('photos are shown as in training, at another size, or in tiles', (t) => {
  t.deepEqual(chooseFraming(trained, {}), { kind: 'whole', ...trained });
  const size = { height: 32, width: 64 };
  const resized = chooseFraming(trained, { size });
  t.like(resized, { kind: 'whole', resize: { policy: 'fit', size } });
  t.is(describeFraming(resized), 'fit 32 x 64');
  const tiled = chooseFraming(trained, { tile: 256 });
  t.deepEqual(tiled, { kind: 'tiles', tile: { height: 256, width: 256 }, overlap: 64 });
  t.is(describeFraming(tiled), 'tiles of 256 x 256, 64 shared');
  t.like(chooseFraming(trained, { tile: 64 }), { overlap: 32 });
  t.like(chooseFraming(trained, { tile: 64, overlap: 0 }), { overlap: 0 });
});

test('a network that saw photos at their own size takes a given one as `cover`', (t) => {
  const own = { ...trained, resize: { ...trained.resize, policy: 'none' } } as const;
  t.is(describeFraming(chooseFraming(own, {})), 'at their own size');
  t.is(describeFraming(chooseFraming(own, { size: { height: 64, width: 64 } })), 'cover 64 x 64');
});

test('a network that was trained on tiles sees photos in tiles of that size', (t) => {
  const onTiles = { ...trained, tile: { height: 64, width: 96 } };
  t.deepEqual(chooseFraming(onTiles, {}), { kind: 'tiles', tile: { height: 64, width: 96 }, overlap: 32 });
  t.like(chooseFraming(onTiles, { overlap: 8 }), { overlap: 8 });
  t.like(chooseFraming(onTiles, { tile: 32 }), { tile: { height: 32, width: 32 } });
  t.is(describeFraming(chooseFraming(onTiles, { size: { height: 32, width: 32 } })), 'fit 32 x 32');
});

test('what the network cannot take, and what contradicts itself, is an error', (t) => {
  const wrong = [
    [{ size: { height: 64, width: 100 } }, /multiple of 32 for `--size`.*got 100/],
    [{ tile: 40 }, /multiple of 32 for `--tile`.*got 40/],
    [{ tile: 64, size: { height: 64, width: 64 } }, /got both/],
    [{ overlap: 8 }, /got `--overlap` alone/],
    [{ tile: 64, overlap: 64 }, /less than a tile, 64 pixels, got 64/],
  ] as const;
  for (const [options, message] of wrong) {
    const error = t.throws(() => chooseFraming(trained, options), { instanceOf: TesseraError });
    t.regex(error.message, message);
    t.is(error.problems[0]!.code, 'bad-argument');
  }
  const error = t.throws(() => chooseFraming(trained, { tile: 8 }), { instanceOf: TesseraError });
  t.deepEqual(error.problems[0]!.hints, ['the nearest is 32']);
});
