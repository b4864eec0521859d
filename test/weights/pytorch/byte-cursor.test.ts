import test from 'ava';
import { ByteCursor } from '../../../src/weights/pytorch/byte-cursor.ts';

const cursor = (...bytes: number[]) => new ByteCursor(Uint8Array.from(bytes));

test('numbers are little-endian, but for floats', (t) => {
  const all = cursor(
    1,
    2,
    1,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    0xff,
    7,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0x3f,
    0xf8,
    0,
    0,
    0,
    0,
    0,
    0,
  );
  t.deepEqual(
    [all.uint8(), all.uint16(), all.int32(), all.uint32(), all.uint64(), all.float64()],
    [1, 258, -1, 2 ** 32 - 1, 263, 1.5],
  );
  t.is(all.position, 27);
});

test('texts are UTF-8, and a line ends before its line feed', (t) => {
  const texts = new ByteCursor(Buffer.from('größe\nx'));
  t.is(texts.line(), 'größe');
  t.is(texts.text(1), 'x');
  t.throws(() => texts.line(), { message: /cut short/ });
});

test('what goes beyond the end is cut short, and so is a length that no file has', (t) => {
  t.throws(() => cursor(1).uint16(), { message: /cut short/ });
  t.throws(() => cursor(1, 2).bytes(3), { message: /cut short/ });
  t.throws(() => cursor(...Array<number>(8).fill(255)).uint64(), { message: /cut short/ });
  t.deepEqual([...cursor(1, 2).bytes(2)], [1, 2]);
});
