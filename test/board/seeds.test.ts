import test from 'ava';
import { writeSeeds, type SeedMember } from '../../src/board/seeds.ts';
import { readSessionStart, readEvents } from 'tensorboard-ts-writer';
import { readFileSync } from 'node:fs';
import { eventFiles } from '../helpers/events.ts';
import { shownScalars } from '../helpers/event-parser.ts';
import { newFolder } from '../helpers/tessera.ts';

const member = (seed: number, values: readonly number[], best: number): SeedMember => ({
  curves: new Map([
    ['val/loss', new Map(values.map((value, index) => [(index + 1) * 10, value]))],
    ['train/loss', new Map([[1, 5]])],
  ]),
  hyperParameters: { seed, lr: 0.1, loss: 'focal' },
  best: { loss: best },
  step: 20,
});

test('mean and deviation are those of the steps that all seeds have', async (t) => {
  const folder = await newFolder();
  // 1 and 3: mean 2, deviation (n - 1) the square root of 2.
  await writeSeeds(folder, [member(0, [1, 4, 9], 1), member(1, [3, 4], 3)]);
  const shown = (tag: string) => shownScalars(eventFiles(folder), tag);
  t.deepEqual(shown('seeds/val/loss/mean'), [
    [10, 2],
    [20, 4],
  ]);
  t.deepEqual(shown('seeds/val/loss/low'), [
    [10, Math.fround(2 - Math.SQRT2)],
    [20, 4],
  ]);
  t.deepEqual(shown('seeds/val/loss/high')[0], [10, Math.fround(2 + Math.SQRT2)]);
  t.deepEqual(shown('seeds/best/val/loss/mean'), [[20, 2]]);
  t.deepEqual(shown('seeds/best/val/loss/deviation'), [[20, Math.fround(Math.SQRT2)]]);
  t.deepEqual(shown('seeds/train/loss/mean'), []);
});

test('its row has what all of them have alike', async (t) => {
  const folder = await newFolder();
  const other = member(1, [1], 1);
  await writeSeeds(folder, [member(0, [1], 1), { ...other, hyperParameters: { ...other.hyperParameters, lr: 0.2 } }]);
  const values = [...readEvents(readFileSync(eventFiles(folder)[0]!))].flatMap((event) => event.values);
  t.deepEqual(values.flatMap((value) => readSessionStart(value) ?? [])[0]!.hyperParameters, { loss: 'focal' });
});

test('written again, what was there before is void', async (t) => {
  const folder = await newFolder();
  await writeSeeds(folder, [member(0, [1, 5], 1), member(1, [3, 5], 3)]);
  await writeSeeds(folder, [member(0, [1], 1), member(1, [5], 3)]);
  t.deepEqual(shownScalars(eventFiles(folder), 'seeds/val/loss/mean'), [[10, 3]]);
});
