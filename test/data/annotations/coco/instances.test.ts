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

const image = { id: 1, file_name: 'a.jpg', height: 4, width: 6, patient: 'p1' };

async function read(annotations: readonly unknown[]) {
  const file = join(await newFolder(), 'instances.json');
  await writeFile(file, JSON.stringify({ images: [image], categories: [], annotations }));
  return readInstances(file, 'key');
}

test('what an annotation draws is not judged here, and what it need not say has a default', async (t) => {
  const { annotations, images } = await read([
    { image_id: 1, category_id: 2, segmentation: 'nonsense', area: null, iscrowd: true },
  ]);
  t.deepEqual(annotations, [{ image_id: 1, category_id: 2, segmentation: 'nonsense', area: 0, iscrowd: true }]);
  t.deepEqual(images, [image], 'with keys that COCO does not have');
});

test('an annotation of no photo, or of other content, concerns itself and not the file', async (t) => {
  const right = { id: 4, image_id: 1, category_id: 2 };
  const { annotations, bad, lost } = await read([
    { id: 3, category_id: 2 },
    right,
    { id: 5, image_id: 1, category_id: 'cat' },
    { id: 6, image_id: 99, category_id: 2 },
    { image_id: '1', category_id: 2 },
    'nothing',
  ]);
  t.deepEqual(
    annotations.map(({ id }) => id),
    [4],
  );
  t.is(bad.length, 1);
  t.like(bad[0], { id: 5, image_id: 1 });
  t.regex(bad[0]!.reason, /^at category_id: /);
  t.deepEqual(lost, ['annotation 3', 'annotation 6', 'annotation at position 4', 'annotation at position 5']);
});
