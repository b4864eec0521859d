import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import {
  lineOf,
  nameOfAnswer,
  nameTask,
  removeUnfinished,
  wholeAnswers,
} from '../../../src/predict/output/answer-files.ts';
import type { Prediction } from '../../../src/predict/output/journal.ts';
import { folderOf } from '../../helpers/folders.ts';

const form = {
  classes: [
    { name: 'ground', color: [0, 0, 0] as const },
    { name: 'cat', color: [255, 0, 0] as const },
  ],
  values: { channels: 1 as const, bytes: Uint8Array.of(0, 1) },
  framing: { kind: 'tiles' as const, tile: { height: 8, width: 8 }, overlap: 2 },
};
const photo = { file: '/photos/a/x.jpg', within: 'a/x.jpg' };

test('the parts of an answer are in folders of their own, under one name', (t) => {
  const named = nameTask(photo, 'a/x.y', { output: '/out', form, probabilities: true });
  t.deepEqual(named.paths, {
    labels: 'labels/a/x.y.png',
    overlay: 'overlays/a/x.y.png',
    probabilities: 'probabilities/a/x.y.npy',
  });
  t.is(named.task.files.probabilities, join('/out', 'probabilities/a/x.y.npy'));
  t.is(nameOfAnswer(named.paths.labels), 'a/x.y');
  const without = nameTask(photo, 'x', { output: '/out', form, probabilities: false });
  t.deepEqual(Object.keys(without.task.files), ['labels', 'overlay']);
});

test('a line names the classes, with rounded figures', (t) => {
  const named = nameTask(photo, 'x', { output: '/out', form, probabilities: false });
  const shares = [
    { share: 1 / 3, confidence: 2 / 3 },
    { share: 0, confidence: null },
  ];
  t.deepEqual(lineOf(named, { height: 4, width: 5, shares, seconds: 0.12345 }), {
    photo: '/photos/a/x.jpg',
    labels: 'labels/x.png',
    overlay: 'overlays/x.png',
    height: 4,
    width: 5,
    classes: { ground: { share: 0.333333, confidence: 0.666667 }, cat: { share: 0, confidence: null } },
    seconds: 0.123,
  });
});

const line = (name: string, probabilities?: string): Prediction => ({
  photo: name,
  labels: `labels/${name}.png`,
  overlay: `overlays/${name}.png`,
  ...(probabilities && { probabilities }),
  height: 1,
  width: 1,
  classes: {},
  seconds: 0,
});

test('an answer is whole if all its files are there', async (t) => {
  const output = await folderOf('labels/a.png', 'overlays/a.png', 'labels/b.png', 'probabilities/a.npy');
  const lines = [line('a', 'probabilities/a.npy'), line('b')];
  t.deepEqual([...(await wholeAnswers(lines, { output, probabilities: false })).keys()], ['a']);
  t.deepEqual([...(await wholeAnswers(lines, { output, probabilities: true })).keys()], ['a']);
  t.is((await wholeAnswers([line('a')], { output, probabilities: true })).size, 0, 'no probabilities before');
});

test('what was being written is removed, in folders too, and nothing else', async (t) => {
  const output = await folderOf(
    'labels/a.png',
    'labels/sub/b.png.12-0123abcd.tmp',
    'overlays/c.tmp',
    'other.1-0123abcd.tmp',
  );
  await removeUnfinished(output);
  const left = (await readdir(output, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort();
  t.deepEqual(left, ['labels', 'labels/a.png', 'labels/sub', 'other.1-0123abcd.tmp', 'overlays', 'overlays/c.tmp']);
  await t.notThrowsAsync(removeUnfinished(join(output, 'absent')));
});
