import test from 'ava';
import { describeSamples, keepSamples, type SampleList } from '../../../src/data/fingerprint/sample-lists.ts';
import { newFolder } from '../../helpers/tessera.ts';

const none = { samples: 0, sha256: 'none' };

/** Keeps the lists of two states of a dataset, and tells the difference. */
async function difference(before: readonly SampleList[], now: readonly SampleList[]): Promise<string[]> {
  const cache = await newFolder();
  const kept = async (lists: readonly SampleList[], name: string) => {
    const splits = await Promise.all(
      lists.map(async (list, index) => {
        await keepSamples(cache, `${name} ${index}`, list);
        return { samples: list.length, sha256: `${name} ${index}` };
      }),
    );
    return { train: splits[0] ?? none, val: splits[1] ?? none, test: splits[2] ?? none };
  };
  return describeSamples(cache, await kept(before, 'before'), await kept(now, 'now'));
}

test('samples that are gone, new and other are counted, and the first three named', async (t) => {
  const before: SampleList = ['e', 'd', 'c', 'b', 'a'].map((name) => [name, '1']);
  t.deepEqual(
    await difference(
      [before],
      [
        [
          ['a', '2'],
          ['f', '1'],
        ],
      ],
    ),
    ['4 samples are gone: b, c, d, and 1 more', '1 sample is new: f', '1 sample is of other content: a'],
  );
});

test('a sample that moved to another split is no change of samples', async (t) => {
  t.deepEqual(
    await difference(
      [
        [
          ['a', '1'],
          ['b', '1'],
        ],
        [['c', '1']],
      ],
      [
        [['a', '1']],
        [
          ['b', '1'],
          ['c', '1'],
        ],
      ],
    ),
    [],
  );
});

test('without the list of one of both nothing is told', async (t) => {
  const cache = await newFolder();
  await keepSamples(cache, 'known', [['a', '1']]);
  const known = { train: { samples: 1, sha256: 'known' }, val: none, test: none };
  const other = { ...known, train: { samples: 1, sha256: 'other' } };
  t.deepEqual(await describeSamples(cache, known, other), []);
  t.deepEqual(await describeSamples(cache, other, known), []);
});
