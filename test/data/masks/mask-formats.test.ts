import test from 'ava';
import { keysOf } from '../../../src/data/masks/color-keys.ts';
import { maskFormats } from '../../../src/data/masks/mask-formats.ts';
import { storedValues } from '../../../src/data/masks/stored-values.ts';
import { bytesOf, files, fixture, numbersOf } from '../../helpers/file-fixtures.ts';

const formatOf = (bytes: Buffer) => maskFormats.filter(({ matches }) => matches(bytes));

for (const mask of files.masks)
  test(`${mask.name}: its size is read from the header, and its values are those that NumPy has`, async (t) => {
    const bytes = bytesOf(mask);
    const [format, ...others] = formatOf(bytes);
    t.deepEqual(others, []);
    t.true(mask.name.startsWith(format!.name));
    const [height, width] = mask.shape.slice(-2) as [number, number];
    t.like(await format!.size(bytes), { height, width });
    const raster = await format!.decode(bytes);
    t.deepEqual([raster.height, raster.width], [height, width]);
    t.deepEqual([...storedValues(raster)], numbersOf(mask.values));
    t.falsy(format!.isLossy?.(bytes));
  });

for (const mask of files.colors)
  test(`${mask.name}: its colours`, async (t) => {
    const bytes = bytesOf(mask);
    const keys = keysOf(await formatOf(bytes)[0]!.decode(bytes));
    const expected = numbersOf(files.values).map((value) => files.palette[value]!);
    t.deepEqual(
      [...keys],
      expected.map(([red, green, blue]) => red * 65_536 + green * 256 + blue),
    );
  });

test('a file that is cut short is refused, whatever its format', async (t) => {
  for (const mask of [...files.masks, ...files.rough]) {
    const bytes = bytesOf(mask);
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.6));
    const format = formatOf(cut)[0]!;
    const error = await t.throwsAsync(async () => format.decode(cut), undefined, mask.name);
    t.false(error instanceof RangeError || error instanceof TypeError, `${mask.name}: ${String(error)}`);
  }
});

test('a JPEG and a lossy WebP store their values only roughly', (t) => {
  for (const { name } of files.rough) {
    const bytes = bytesOf(fixture(files.rough, name));
    t.true(formatOf(bytes)[0]!.isLossy!(bytes), name);
  }
});
