import test from 'ava';
import {
  applyColorJitter,
  drawColorJitter,
  type ColorJitterDraw,
} from '../../../src/components/augmentations/color-jitter.ts';
import { createRandom } from '../../../src/core/random.ts';
import { assertClose, buildAugmentation, coordinateSample, readFixture, unpack } from '../../helpers/data.ts';

interface ColorFixture {
  height: number;
  width: number;
  image: string;
  cases: { draw: ColorJitterDraw; image: string }[];
}
const { height, width, image, cases } = await readFixture<ColorFixture>('data/color.json');
const source = { name: 'fixture', height, width, image: unpack(image), mask: new Uint8Array(height * width) };

for (const { draw, image: expected } of cases) {
  const what = draw.map(([name, factor]) => `${name} ${factor}`).join(', ');
  test(`${what}: torchvision's image within one level, and nearly always exactly`, (t) => {
    const changed = applyColorJitter(source, draw);
    assertClose(t, changed.image, unpack(expected), 1, 0.001);
    t.is(changed.mask, source.mask);
  });
}

const still = { p: 1, brightness: 0, contrast: 0, saturation: 0, hue: 0 };

test('adjustments of strength 0 are left out, and no number is drawn for them', (t) => {
  t.deepEqual(drawColorJitter(still, createRandom(0)), []);
  const random = createRandom(1);
  drawColorJitter({ ...still, contrast: 0.4 }, random);
  const other = createRandom(1);
  other.permutation(4);
  other.uniform();
  t.is(random.uniform(), other.uniform());
});

test('factors stay in the range that the strength gives, and every order comes up', (t) => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 300; seed++) {
    const drawn = drawColorJitter(
      { p: 1, brightness: 0.4, contrast: 1.5, saturation: [0.9, 1.1], hue: 0.1 },
      createRandom(seed),
    );
    orders.add(drawn.map(([name]) => name).join());
    const factors = Object.fromEntries(drawn);
    t.true(factors['brightness']! >= 0.6 && factors['brightness']! < 1.4);
    t.true(factors['contrast']! >= 0 && factors['contrast']! < 2.5);
    t.true(factors['saturation']! >= 0.9 && factors['saturation']! < 1.1);
    t.true(factors['hue']! >= -0.1 && factors['hue']! < 0.1);
  }
  t.is(orders.size, 24);
});

test('with p 0 the sample itself comes back', async (t) => {
  const jitter = await buildAugmentation({ type: 'color-jitter', p: 0, brightness: 0.4 });
  const sample = coordinateSample(4, 4);
  t.is(jitter(sample, createRandom(0)), sample);
});
