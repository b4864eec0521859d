import test from 'ava';
import { subset } from '../../../src/data/sources/subset.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

test('everything that is known of a sample moves with it', async (t) => {
  const samples = ['a', 'b', 'c'].map((name, index) => coordinateSample(index + 1, 2, name));
  const source = {
    ...sourceOf(samples),
    group: (index: number) => 10 * index,
    sizeOf: async (index: number) => samples[index]!,
    examine: async (index: number) => ({ sample: samples[index]!, facts: { labels: [[index, 1] as const] } }),
    files: (index: number) => ({ image: `${index}.jpg`, masks: [`${index}.png`] }),
  };
  const part = subset(source, [2, 0]);
  t.is(part.length, 2);
  t.deepEqual(
    [part.name(0), part.group!(0), part.files!(0).image, (await part.sizeOf!(0)).height],
    ['c', 20, '2.jpg', 3],
  );
  t.is((await part.read(1)).name, 'a');
  t.deepEqual((await part.examine!(0)).facts, { labels: [[2, 1]] });
  t.is(subset(sourceOf(samples), [0]).group, undefined);
});

test('a part has another fingerprint than the whole, and than another part', async (t) => {
  const source = { ...sourceOf([coordinateSample(1, 1, 'a')]), fingerprint: async () => 'whole' };
  const prints = await Promise.all(
    [source, subset(source, [0]), subset(source, [0, 0])].map((part) => part.fingerprint!()),
  );
  t.is(new Set(prints).size, 3);
  t.is(await subset(source, [0]).fingerprint!(), prints[1]!);
  t.is(subset(sourceOf([]), []).fingerprint, undefined);
});
