import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { storyLines } from '../../../src/cli/report/story.ts';
import { attemptLog } from '../../../src/runs/attempt-log.ts';
import { changeNotes } from '../../../src/runs/notes.ts';
import { readStory } from '../../../src/runs/story.ts';
import { testAttempt } from '../../helpers/run-record.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

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

test('it is told from what the run is to what to do next', async (t) => {
  const path = await failedRun();
  const text = storyLines(await readStory(path)).join('\n');
  const order = [
    /failed, step 4 of 10 \(40%\), 1m 00s$/m,
    /^does it help\?$/m,
    /^note +try again$/m,
    /^training +loss\.type focal, optimizer\.type adam, optimizer\.lr 0\.01, seed 3$/m,
    /^attempt 1 .*steps 0 to 2, interrupted/m,
    /^attempt 2 .*steps 2 to 4, failed/m,
    /^train\/loss .*best 1\.0000 at 3, last 1\.0000 at 3$/m,
    /^best val\/iou\/macro\/image 0\.6000 at step 2/m,
    /^checkpoints +best, epoch-2, epoch-10: /m,
    /^failed +the disk is full$/m,
    /^go on with it: +tessera run --resume /m,
  ].map((part) => text.search(part));
  t.false(order.includes(-1), text);
  t.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
});
