import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { readInstances } from '../../../../src/data/annotations/coco/instances.ts';
import { newFolder } from '../../../helpers/tessera.ts';

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

async function written(annotations: readonly unknown[]): Promise<string> {
  const file = join(await newFolder(), 'instances.json');
  await writeFile(file, JSON.stringify({ images: [], categories: [], annotations }));
  return file;
}

test('what an annotation draws is not judged here, and what it need not say has a default', async (t) => {
  const file = await written([{ image_id: 1, category_id: 2, segmentation: 'nonsense', area: null, iscrowd: true }]);
  t.deepEqual((await readInstances(file, 'key')).annotations, [
    { image_id: 1, category_id: 2, segmentation: 'nonsense', area: 0, iscrowd: true },
  ]);
});

test('every annotation that belongs to no photo is named', async (t) => {
  const file = await written([{ category_id: 2 }, { image_id: 1, category_id: 2 }, { image_id: 1 }]);
  const error = await t.throwsAsync(readInstances(file, 'key'), { instanceOf: TesseraError });
  t.regex(error.message, /at annotations\.0\.image_id: .*, at annotations\.2\.category_id: /);
});
