import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { prepareSplits } from '../../../src/data/prepare/prepare-splits.ts';
import { filesLine, reportData } from '../../../src/data/prepare/report-data.ts';
import { buildDataset } from '../../helpers/data.ts';
import { photo, writePets } from '../../helpers/photos.ts';

test('files are accounted for in one line, and what looks like a mistake is told', async (t) => {
  const { root } = await writePets([photo('a'), photo('b', 2), photo('c'), photo('d', 2)], [photo('e', 1, [2])]);
  await writeFile(join(root, 'images', 'notes.txt'), '');
  const split = { train: 0.75 };
  const dataset = await buildDataset({ type: 'oxford-iiit-pet', root, image_size: 8, split });
  const { files, fileCounts, warnings } = await reportData(dataset, await prepareSplits(dataset));
  t.is(files, '5 photos, 5 masks, 1 left over: 1 file of another kind (images/notes.txt)');
  t.deepEqual(fileCounts, { photos: 5, masks: 5, leftOver: { 'file of another kind': 1 } });
  t.true(warnings.includes('test: no pixel is cat, dog'), warnings.join('; '));
  // All photos of the test have the same pixels.
  t.true(warnings.some((warning) => /^1 image is in more than one split: train\/. = val\/. = test\/e/.test(warning)));
});

test('samples that come from no files have no line', async (t) => {
  const dataset = await buildDataset({ type: 'shapes', train: 1, val: 1, test: 1, image_size: 8 });
  t.deepEqual(await filesLine(dataset), {});
});
