import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { attemptLog } from '../../src/runs/attempt-log.ts';
import { changeNotes } from '../../src/runs/notes.ts';
import { readStory } from '../../src/runs/story.ts';
import { testAttempt } from '../helpers/run-record.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

const iou = 'iou/macro/image';
const line = (split: string, step: number, values: object) => JSON.stringify({ step, split, values });

async function failedRun(): Promise<string> {
  const path = join(await newFolder(), 'pets-1a2b');
  await fakeRun(path, {
    config: 'seed: 3\ndescription: does it help?\nloss: {type: focal}\noptimizer: {type: adam, lr: 0.01}\n',
    record: {
      status: 'failed',
      error: 'the disk is full',
      step: 4,
      best: { step: 2, metric: iou, direction: 'max', value: 0.6 },
      attempts: [
        testAttempt({ outcome: 'interrupted', lastStep: 2 }),
        testAttempt({ number: 2, firstStep: 2, lastStep: 4, outcome: 'failed' }),
      ],
    },
    lines: [
      line('train', 1, { loss: 2 }),
      line('val', 2, { [iou]: 0.6 }),
      line('train', 3, { loss: 1 }),
      line('val', 4, { [iou]: 0.5 }),
    ],
  });
  await mkdir(join(path, 'checkpoints'));
  for (const name of ['epoch-10', 'epoch-2', 'best'])
    await writeFile(join(path, 'checkpoints', `${name}.safetensors`), 'x');
  await mkdir(join(path, 'evaluations/night'), { recursive: true });
  await changeNotes(path, () => ({ tags: ['baseline'], note: 'try again' }));
  attemptLog(path, 1).line('of the first attempt');
  attemptLog(path, 2).error(new Error('ENOSPC'));
  return path;
}

test('a story has all that the folder tells', async (t) => {
  const path = await failedRun();
  const { status, notes, figures, curves, checkpoints, evaluations, lastWords } = await readStory(path);
  t.is(status, 'failed');
  t.deepEqual(notes.tags, ['baseline']);
  t.is(figures.validation?.value, 0.6);
  t.deepEqual(
    curves.map(({ name, best, last }) => [name, best, last]),
    [
      ['train/loss', { step: 3, value: 1 }, { step: 3, value: 1 }],
      [`val/${iou}`, { step: 2, value: 0.6 }, { step: 4, value: 0.5 }],
    ],
  );
  t.deepEqual(
    checkpoints.map(({ name, bytes }) => [name, bytes]),
    [
      ['best', 1],
      ['epoch-2', 1],
      ['epoch-10', 1],
    ],
  );
  t.deepEqual(evaluations, ['night']);
  t.true(lastWords.some((text) => text.includes('Error: ENOSPC')));
  t.false(lastWords.some((text) => text.includes('first attempt')));
});

test('the result is told where there is one', async (t) => {
  const path = join(await newFolder(), 'pets-1a2b');
  await fakeRun(path, { metrics: { [iou]: 0.7 } });
  t.is((await readStory(path)).result?.test?.metrics[iou]?.value, 0.7);
  t.false('result' in (await readStory(await failedRun())));
});

test('a folder that is no run has no story', async (t) => {
  const error = await t.throwsAsync(readStory(await newFolder()), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'run-missing');
});
