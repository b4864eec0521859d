import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import type { AnsweredPhoto, PhotoTask } from '../../src/predict/answer-photo.ts';
import { readJournal } from '../../src/predict/output/journal.ts';
import { predictPhotos, type PredictPhotosInput } from '../../src/predict/predict-photos.ts';
import { newFolder } from '../helpers/tessera.ts';

const settings = { model: 'x-1a2b', weights: 'abc', framing: 'cover 64 x 64', tta: 'none', values: 'classes' };
const form = {
  classes: [{ name: 'all', color: [1, 2, 3] as const }],
  values: { channels: 1 as const, bytes: Uint8Array.of(0) },
  framing: { kind: 'tiles' as const, tile: { height: 8, width: 8 }, overlap: 0 },
};

/** Answers photos by files that say how often it was asked; those whose name begins with `bad` can't be read. */
async function project(output?: string) {
  const folder = output ?? join(await newFolder(), 'answers');
  const asked: string[] = [];
  const said: string[] = [];
  const answer = async ({ photo, files }: PhotoTask): Promise<AnsweredPhoto> => {
    asked.push(basename(photo));
    if (basename(photo).startsWith('bad')) throw new TesseraError({ code: 'bad-image', message: `${photo} is bad` });
    for (const file of Object.values<string>({ ...files })) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, String(asked.length));
    }
    return { height: 1, width: 1, shares: [{ share: 1, confidence: 1 }], seconds: 0 };
  };
  const predict = (names: readonly string[], more: Partial<PredictPhotosInput> = {}) =>
    predictPhotos({
      photos: names.map((name) => ({ file: `/photos/${name}`, within: name })),
      output: folder,
      form,
      probabilities: false,
      settings,
      force: false,
      atOnce: 2,
      answer,
      observer: {
        started: (kept, toDo) => said.push(`${kept} kept, ${toDo} to do`),
        answered: ({ photo }) => said.push(`answered ${basename(photo)}`),
        skipped: ({ photo }) => said.push(`skipped ${basename(photo)}`),
        failedLater: (error) => said.push(String(error)),
      },
      ...more,
    });
  const lines = async () => (await readJournal(folder)).map(({ photo, labels }) => `${basename(photo)} ${labels}`);
  return { folder, asked, said, predict, lines };
}

test('each photo gets its files and its line, in order; a bad one is skipped and told', async (t) => {
  const { folder, said, predict, lines } = await project();
  const result = await predict(['b.jpg', 'bad.jpg', 'a.jpg']);
  t.like(result, { answered: 2, kept: 0, bad: [{ photo: '/photos/bad.jpg' }] });
  t.deepEqual(said, ['0 kept, 3 to do', 'answered b.jpg', 'skipped bad.jpg', 'answered a.jpg']);
  t.deepEqual(await lines(), ['b.jpg labels/b.png', 'a.jpg labels/a.png']);
  t.deepEqual((await readdir(folder)).sort(), ['labels', 'overlays', 'predictions.json', 'predictions.jsonl']);
});

test('started again, it keeps what is whole, and answers what is missing, bad or asked for anew', async (t) => {
  const { folder, asked, predict, lines } = await project();
  await predict(['a.jpg', 'b.jpg', 'bad.jpg']);
  await rm(join(folder, 'overlays/b.png'));
  await writeFile(join(folder, 'labels/c.png.1-0123abcd.tmp'), 'half');
  asked.length = 0;
  t.like(await predict(['a.jpg', 'b.jpg', 'bad.jpg', 'c.jpg']), { answered: 2, kept: 1 });
  t.deepEqual(asked, ['b.jpg', 'bad.jpg', 'c.jpg']);
  t.deepEqual((await readdir(join(folder, 'labels'))).sort(), ['a.png', 'b.png', 'c.png']);
  t.deepEqual(await lines(), ['a.jpg labels/a.png', 'b.jpg labels/b.png', 'c.jpg labels/c.png']);

  asked.length = 0;
  await predict(['c.jpg'], { probabilities: true });
  t.deepEqual(asked, ['c.jpg'], 'it had no probabilities');
  t.is((await lines()).length, 3, 'lines of photos that are not asked for stay');
  await predict(['c.jpg'], { force: true });
  t.deepEqual(asked, ['c.jpg', 'c.jpg']);
  t.deepEqual(await readdir(join(folder, 'probabilities')), [], 'those of the answer before are gone');
});

test('answers of other settings are refused, or replaced by force', async (t) => {
  const { folder, predict, lines } = await project();
  await predict(['a.jpg', 'b.jpg']);
  const other = { settings: { ...settings, tta: 'flips' } };
  await t.throwsAsync(predict(['a.jpg'], other), { message: /predictions-differ: .*`--tta` is none, and not flips/ });
  t.deepEqual((await lines()).length, 2);
  await predict(['a.jpg'], { ...other, force: true });
  t.deepEqual(await lines(), ['a.jpg labels/a.png']);
  t.false((await readdir(folder)).includes('predictions.lease'));
});

test('a photo with the name of another one gets a longer name, in a later call too', async (t) => {
  const { folder, predict, lines } = await project();
  await predict(['x.jpg']);
  const first = await readFile(join(folder, 'labels/x.png'), 'utf8');
  await predict(['x.png', 'x.jpg']);
  t.deepEqual(await lines(), ['x.jpg labels/x.png', 'x.png labels/x.png.png']);
  t.is(await readFile(join(folder, 'labels/x.png'), 'utf8'), first);
});

test('an interrupt keeps what is answered, and another process that writes there is told', async (t) => {
  const { folder, predict, lines } = await project();
  const stop = new AbortController();
  const observer = { answered: () => stop.abort(new Error('stop')), failedLater: () => undefined };
  await t.throwsAsync(predict(['a.jpg', 'b.jpg', 'c.jpg'], { atOnce: 1, observer, signal: stop.signal }), {
    message: 'stop',
  });
  t.deepEqual(await lines(), ['a.jpg labels/a.png']);
  const lease = (await tryLease(join(folder, 'predictions.lease'))) as Lease;
  await t.throwsAsync(predict(['b.jpg']), { message: /run-busy: .*is writing answers to/ });
  await lease.release();
  t.like(await predict(['a.jpg', 'b.jpg', 'c.jpg']), { answered: 2, kept: 1 });
});

test('an error that is not about the photo ends everything', async (t) => {
  const { predict } = await project();
  const answer = () => Promise.reject(new TesseraError({ code: 'run-failed', message: 'the disk is full' }));
  await t.throwsAsync(predict(['a.jpg'], { answer }), { message: /the disk is full/ });
});
