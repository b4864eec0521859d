import test from 'ava';
import { countLabels, examine, photoFacts } from '../../../src/data/sources/sample-facts.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

// Masks of coordinate samples hold 0, 1, 1, 2.
const sample = coordinateSample(2, 2, 'a');

test('labels are counted, ascending', (t) => {
  t.deepEqual(countLabels({ mask: Uint8Array.of(255, 0, 0, 3) }), [
    [0, 2],
    [3, 1],
    [255, 1],
  ]);
});

test('a sample of any source tells its size, its image and its labels', async (t) => {
  const { sample: read, facts } = await examine(sourceOf([sample]), 0);
  t.is(read, sample);
  t.deepEqual(facts, {
    photo: {
      name: 'a',
      height: 2,
      width: 2,
      imageHash: photoFacts(sample).imageHash,
      values: [
        { label: 0, pixels: 1 },
        { label: 1, pixels: 2 },
        { label: 2, pixels: 1 },
      ],
    },
  });
});

test('a source that knows more tells that', async (t) => {
  const facts = { photo: photoFacts(sample, [{ value: '9', pixels: 4 }]) };
  const source = { ...sourceOf([sample]), examine: async () => ({ sample, facts }) };
  t.deepEqual((await examine(source, 0)).facts, facts);
});

test('equal pixels have equal hashes, whatever the mask and the name', (t) => {
  t.is(photoFacts(sample).imageHash, photoFacts({ ...sample, name: 'b', mask: new Uint8Array(4) }).imageHash);
  t.not(photoFacts(sample).imageHash, photoFacts({ ...sample, image: new Uint8Array(12) }).imageHash);
});
