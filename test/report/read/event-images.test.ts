import { appendFile, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createTensorBoardLogger } from '../../../src/log/tensorboard-logger.ts';
import { eventImages } from '../../../src/report/read/event-images.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { logPanels, pngOf } from '../_folders.ts';

const tags = async (folder: string) => (await eventImages(folder)).map(({ tag, step }) => `${tag} ${step}`);

test('images are found among scalars, in the order of their steps, with their bytes', async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(folder, { startStep: 0 });
  const png = await pngOf(12, 4);
  logger.scalars('val', 4, { loss: 1 });
  logger.image('run', 4, 'panel/a', { width: 12, height: 4, png });
  logger.text('notes', 'text');
  logger.image('run', 8, 'panel/a', { width: 12, height: 4, png: await pngOf(12, 4, 3) });
  await logger.close('completed');
  t.deepEqual(await tags(folder), ['panel/a 4', 'panel/a 8']);
  const [first] = await eventImages(folder);
  t.deepEqual(Buffer.from(first!.bytes), png);
});

test('a process that goes on from an earlier step takes back the images of later ones', async (t) => {
  const folder = await newFolder();
  await logPanels(folder, ['a'], [10, 20, 30]);
  await logPanels(folder, ['a'], [25], { startStep: 10, now: () => Date.now() + 60_000 });
  t.deepEqual(await tags(folder), ['panel/a 10', 'panel/a 25']);
});

test('a file that is cut short, or damaged, counts up to there', async (t) => {
  const folder = await newFolder();
  await logPanels(folder, ['a'], [10, 20]);
  const file = join(
    folder,
    (await readdir(folder)).find((name) => name.includes('tfevents'))!,
  );
  const [, second] = await eventImages(folder);
  const place = (await readFile(file)).indexOf(second!.bytes);
  // A record of nine bytes, which are no event.
  const bad = [9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4];
  await appendFile(file, Buffer.from(bad));
  t.deepEqual(await tags(folder), ['panel/a 10', 'panel/a 20']);
  await truncate(file, place + 3);
  t.deepEqual(await tags(folder), ['panel/a 10']);
});

test('a folder without event files has none', async (t) => {
  t.deepEqual(await eventImages(await newFolder()), []);
});
