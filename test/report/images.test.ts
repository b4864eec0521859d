import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { panelsOf, photosOf, sheetOf } from '../../src/report/images.ts';
import { eventImages } from '../../src/report/read/event-images.ts';
import { evaluationOf } from '../evaluations/_photos.ts';
import { readEvaluation } from '../../src/evaluations/folder.ts';
import { newFolder } from '../helpers/tessera.ts';
import { evaluate, logPanels, nasty } from './_folders.ts';

const large = () => ({ bytes: 1e6 });
const decoded = (source: string) => sharp(Buffer.from(source.slice(source.indexOf(',') + 1), 'base64'));

test('a sample is shown at steps spread over the training, from the first to the last', async (t) => {
  const folder = await newFolder();
  await logPanels(
    folder,
    ['cat'],
    Array.from({ length: 15 }, (_, place) => 10 * (place + 1)),
  );
  const [panel, ...more] = await panelsOf(await eventImages(folder), large());
  t.deepEqual(more, []);
  t.is(panel!.name, 'cat');
  t.deepEqual(
    panel!.views.map(({ step }) => step),
    [10, 30, 50, 70, 90, 110, 130, 150],
  );
  const last = panel!.views.at(-1)!;
  t.regex(last.source, /^data:image\/webp;base64,/);
  t.deepEqual([last.width, last.height], [12, 4]);
  const { data } = await decoded(last.source).raw().toBuffer({ resolveWithObject: true });
  t.true(Math.abs(data[0]! - 150) < 8, 'the image is the one that was logged at that step');
});

test('without room for all, each sample is shown at its last step first', async (t) => {
  const folder = await newFolder();
  await logPanels(folder, ['cat', 'dog'], [10, 20]);
  const images = await eventImages(folder);
  const all = await panelsOf(images, large());
  const bytes = all.map(({ views }) => Buffer.from(views.at(-1)!.source.split(',')[1]!, 'base64').length);
  const budget = { bytes: bytes[0]! + bytes[1]! };
  const some = await panelsOf(images, budget);
  t.deepEqual(
    some.map(({ name, views }) => [name, views.map(({ step }) => step)]),
    [
      ['cat', [20]],
      ['dog', [20]],
    ],
  );
  t.is(budget.bytes, 0);
});

test('the photos of an evaluation are as they were kept, with their masks', async (t) => {
  const folder = await newFolder();
  await evaluate(folder);
  const place = join(folder, 'evaluations', 'end');
  const evaluation = { ...(await readEvaluation(place))!, folder: place };
  const [photo, ...more] = await photosOf(evaluation, large());
  t.deepEqual(more, []);
  t.like(photo, { place: 'worst', rank: 1, name: `photo ${nasty}`, score: 0.5 });
  t.regex(photo!.truth.source, /^data:image\/png;base64,/);
  t.deepEqual(await photosOf(evaluation, { bytes: 10 }), []);
  t.is(await sheetOf(evaluation, large()), undefined);
});

test('of an evaluation that kept no single photos, the contact sheet is shown', async (t) => {
  const folder = await newFolder();
  await evaluate(folder);
  const sheet = await sheetOf({ ...evaluationOf(), folder: join(folder, 'evaluations', 'end') }, large());
  t.regex(sheet!.source, /^data:image\/webp/);
  t.is(await sheetOf({ ...evaluationOf(), folder }, large()), undefined);
});
