import test from 'ava';
import fc from 'fast-check';
import { unpackLzw } from '../../../src/data/formats/gif-lzw.ts';

/** Codes of these sizes, the first in the lowest bits. */
function pack(codes: readonly (readonly [code: number, bits: number])[]): Uint8Array {
  let [held, at] = [0n, 0n];
  for (const [code, bits] of codes) {
    held |= BigInt(code) << at;
    at += BigInt(bits);
  }
  return Uint8Array.from({ length: Number((at + 7n) / 8n) }, (_, index) => Number((held >> BigInt(8 * index)) & 255n));
}
const three = (...codes: number[]) => pack(codes.map((code) => [code, 3]));

test('a code stands for pixels that came before; one that is just being made for the last pixels and their first', (t) => {
  // 4 clears. 6 is [1, 1], made while it is read; 7 is [1, 1, 1].
  t.deepEqual([...unpackLzw(three(4, 1, 6), 2, 3)], [1, 1, 1]);
  // After 7 is made, codes have 4 bits.
  t.deepEqual(
    [
      ...unpackLzw(
        pack([
          [4, 3],
          [1, 3],
          [6, 3],
          [7, 3],
          [5, 4],
        ]),
        2,
        6,
      ),
    ],
    [1, 1, 1, 1, 1, 1],
  );
});

test('the table begins anew after a clear', (t) => {
  // 7 was made, so the second clear has 4 bits; after it, codes have 3 again.
  const codes = [
    [4, 3],
    [1, 3],
    [2, 3],
    [6, 3],
    [4, 4],
    [3, 3],
    [6, 3],
  ] as const;
  t.deepEqual([...unpackLzw(pack(codes), 2, 7)], [1, 2, 1, 2, 3, 3, 3]);
});

test('too few pixels and codes without a meaning are refused', (t) => {
  t.throws(() => unpackLzw(three(4, 1, 5), 2, 2), { message: 'expected 2 pixels, got 1' });
  t.throws(() => unpackLzw(three(4, 1), 2, 5), { message: /expected 5 pixels, got/ });
  t.throws(() => unpackLzw(three(4, 1, 7), 2, 3), { message: 'the code 7 has no meaning' });
  t.throws(() => unpackLzw(three(4, 6), 2, 3), { message: 'the code 6 has no meaning' });
  t.throws(() => unpackLzw(three(4, 1), 9, 3), { message: 'expected pixels of 1 to 8 bits, got 9' });
});

/** LZW as appendix F of the specification packs it, with a table of strings. */
function packLzw(values: readonly number[], bits: number): Uint8Array {
  const clear = 1 << bits;
  const codes: [number, number][] = [[clear, bits + 1]];
  let [table, size] = [new Map<string, number>(), bits + 1];
  let next = clear + 2;
  let held = '';
  const codeOf = (text: string) => (text.includes(',') ? table.get(text)! : Number(text));
  for (const value of values) {
    const longer = held === '' ? String(value) : `${held},${value}`;
    if (!longer.includes(',') || table.has(longer)) {
      held = longer;
      continue;
    }
    codes.push([codeOf(held), size]);
    table.set(longer, next++);
    if (next - 1 === 1 << size && size < 12) size++;
    if (next === 4096) {
      codes.push([clear, size]);
      [table, size, next] = [new Map(), bits + 1, clear + 2];
    }
    held = String(value);
  }
  if (held !== '') codes.push([codeOf(held), size]);
  return pack(codes);
}

test('what is packed by the book is unpacked', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 300 }), (values) =>
      t.deepEqual([...unpackLzw(packLzw(values, 2), 2, values.length)], values),
    ),
    { numRuns: 60 },
  );
});
