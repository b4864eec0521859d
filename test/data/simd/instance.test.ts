import { readFile } from 'node:fs/promises';
import test from 'ava';
import { instantiateSimd } from '../../../src/data/simd/instance.ts';

test('each instance has memory of its own', (t) => {
  const [one, other] = [instantiateSimd(), instantiateSimd()];
  const at = one.routines.firstFree();
  one.routines.fillBytes(at, 20, 7);
  t.deepEqual([...new Uint8Array(one.memory.buffer, at, 21)], [...Array<number>(20).fill(7), 0]);
  t.deepEqual([...new Uint8Array(other.memory.buffer, at, 20)], Array<number>(20).fill(0));
});

test('a view stays valid when the memory grows', (t) => {
  const { routines, memory } = instantiateSimd();
  const view = new Uint8Array(memory.buffer, routines.firstFree(), 4);
  const before = memory.buffer.byteLength;
  memory.grow(2);
  t.is(memory.buffer.byteLength - before, 2 * 65_536);
  routines.fillBytes(view.byteOffset, 4, 9);
  t.deepEqual([...view], [9, 9, 9, 9]);
});

test('the routines that have types are those that were compiled', async (t) => {
  const source = await readFile(new URL('../../../src/data/simd/instance.ts', import.meta.url), 'utf8');
  const [, declared] = /interface SimdRoutines \{([^]*?)\n\}/.exec(source)!;
  const names = [...declared!.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name!);
  const { memory: _, ...compiled } = { memory: undefined, ...instantiateSimd().routines };
  t.deepEqual(names.toSorted(), Object.keys(compiled).toSorted());
});
