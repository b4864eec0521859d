import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { labelMap, readInstances, type Instance } from '../../../../src/data/annotations/coco/instances.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const image = { id: 1, file_name: 'a.jpg', height: 2, width: 3 };
/** Runs down the columns: the first `count` pixels. */
const first = (count: number, category_id: number, iscrowd: 0 | 1 = 0): Instance => ({
  image_id: 1,
  category_id,
  iscrowd,
  area: count,
  segmentation: { counts: [0, count, 6 - count], size: [2, 3] },
});

test('small instances lie on large ones, whatever their order; other categories are left out', (t) => {
  const classOf = new Map([
    [7, 1],
    [8, 2],
  ]);
  const expected = [2, 1, 0, 1, 1, 0];
  for (const instances of [
    [first(4, 7), first(1, 8), first(6, 9)],
    [first(6, 9), first(1, 8), first(4, 7)],
  ])
    t.deepEqual([...labelMap(image, instances, classOf).data], expected);
});

test('crowds are ignored', (t) => {
  t.deepEqual([...labelMap(image, [first(2, 7, 1)], new Map([[7, 1]])).data], [255, 0, 0, 255, 0, 0]);
});

test('a file that is missing, no JSON, or something else is named with its key', async (t) => {
  const folder = await newFolder();
  const cases = [
    [undefined, 'file-missing', /does not exist/],
    ['{', 'bad-dataset', /is not a COCO instances file: .* is not JSON/],
    ['{"images": [{"id": "x"}], "annotations": [], "categories": []}', 'bad-dataset', /at images\.0\.id/],
  ] as const;
  for (const [index, [text, code, message]] of cases.entries()) {
    const file = join(folder, `${index}.json`);
    if (text !== undefined) await writeFile(file, text);
    const error = await t.throwsAsync(readInstances(file, 'dataset.splits.val.annotations'), {
      instanceOf: TesseraError,
    });
    t.like(error.problems[0], { code, path: 'dataset.splits.val.annotations' });
    t.regex(error.message, message);
  }
});
