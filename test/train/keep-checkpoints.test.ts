import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { checkpointKeeping, stepsKept } from '../../src/train/keep-checkpoints.ts';
import { newFolder } from '../helpers/tessera.ts';

/** Four steps per epoch, a checkpoint every two steps, 30 steps. */
const schedule = { stepsPerEpoch: 4, isCheckpointDue: (step: number) => step % 2 === 0 };
const keeping = (
  keep?: { best?: number; last?: number; every?: number },
  folder = '',
  direction: 'max' | 'min' = 'max',
) =>
  checkpointKeeping(
    { checkpoint_every: { steps: 2 }, ...(keep && { keep: { best: 1, last: 1, ...keep } }) },
    schedule,
    { direction },
    (name) => join(folder, `${name}.safetensors`),
  );
const stepsOf = (...args: Parameters<typeof stepsKept>) => [...stepsKept(...args)].toSorted((a, b) => a - b);
const due = [2, 4, 6, 8, 10, 12];

test('one of each is `best` and `last`, and nothing else', (t) => {
  t.deepEqual(stepsOf(due, [{ step: 6, value: 1 }], { best: 1, last: 1 }, 2), []);
});

test('the newest, each n-th and the best stay', (t) => {
  t.deepEqual(stepsOf(due, [], { best: 1, last: 2 }, 2), [10, 12]);
  t.deepEqual(stepsOf(due, [], { best: 1, last: 1, every: 3 }, 2), [6, 12]);
  t.deepEqual(
    stepsOf(
      due,
      [
        { step: 6, value: 1 },
        { step: 3, value: 0.5 },
      ],
      { best: 2, last: 1 },
      2,
    ),
    [3, 6],
  );
});

test('the best validations are ranked by the metric that decides; of equal ones the first comes first', (t) => {
  const better = keeping({ best: 2 });
  const first = better.ranked(undefined, 2, 0.5);
  t.deepEqual(first, { ranked: [{ step: 2, value: 0.5 }] });
  t.deepEqual(better.ranked(first.ranked, 4, NaN), first, 'a value that could not be counted has no place');
  const second = better.ranked(first.ranked, 4, 0.5);
  const third = better.ranked(second.ranked, 6, 0.7);
  t.deepEqual(
    third.ranked?.map(({ step }) => step),
    [6, 2],
  );
  t.deepEqual(better.ranked(third.ranked, 8, NaN), third);
  t.deepEqual(
    keeping({ best: 2 }, '', 'min')
      .ranked(third.ranked, 8, 0.1)
      .ranked?.map(({ step }) => step),
    [8, 2],
  );
  t.deepEqual(keeping({ best: 1 }).ranked(undefined, 2, 0.5), {});
  t.deepEqual(keeping().ranked(undefined, 2, 0.5), {});
});

test('a checkpoint is called after its epoch, or its step within one; one that would not stay is not written', (t) => {
  const name = (step: number, keep?: Parameters<typeof keeping>[0]) => keeping(keep).nameOf({ step, best: null });
  t.deepEqual(
    [2, 3, 4].map((step) => name(step)),
    ['step-2', undefined, 'epoch-1'],
  );
  t.deepEqual(
    [2, 4, 6, 8].map((step) => name(step, { every: 2 })),
    [undefined, 'epoch-1', undefined, 'epoch-2'],
  );
  t.is(name(6, { last: 2 }), 'step-6');
  t.is(name(3, { last: 2 }), undefined, 'none is due there');
  t.is(keeping({ best: 2 }).nameOf({ step: 3, best: null, ranked: [{ step: 3, value: 1 }] }), 'step-3');
});

test('what is no longer kept is deleted; other files, and checkpoints of later steps, stay', async (t) => {
  const folder = await newFolder();
  for (const name of ['best', 'last', 'mine', 'step-2', 'epoch-1', 'step-6', 'epoch-2', 'step-10', 'epoch-5'])
    await writeFile(join(folder, `${name}.safetensors`), '');
  const left = async () => (await readdir(folder)).map((name) => name.replace('.safetensors', '')).toSorted();
  await keeping(undefined, folder).prune({ step: 10, best: null });
  t.is((await left()).length, 9);
  await keeping({ last: 2, every: 2, best: 2 }, folder).prune({
    step: 10,
    best: null,
    ranked: [{ step: 2, value: 1 }],
  });
  t.deepEqual(await left(), ['best', 'epoch-1', 'epoch-2', 'epoch-5', 'last', 'mine', 'step-10', 'step-2']);
  await keeping({}, folder).prune({ step: 10, best: null });
  t.deepEqual(await left(), ['best', 'epoch-5', 'last', 'mine']);
});

test('before the first checkpoint there is nothing to delete', async (t) => {
  await t.notThrowsAsync(keeping({}, join(await newFolder(), 'absent')).prune({ step: 2, best: null }));
});
