import { readFileSync } from 'node:fs';
import test from 'ava';
import { openSummaryWriter, readEvents } from '../../../src/log/tensorboard/index.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function writtenFile(): Promise<Buffer> {
  const options = { firstStep: 5, now: () => 1_700_000_000_250, describe: () => ({ description: 'about it' }) };
  const writer = openSummaryWriter(await newFolder(), options);
  writer.scalars(2 ** 40, { loss: 0.5, 'iou/é': -1 });
  writer.image('panel', 6, { width: 3, height: 2, bytes: Uint8Array.of(1, 2) });
  writer.prCurve('pr', 7, {
    truePositives: [1, 0],
    falsePositives: [0, 0],
    trueNegatives: [0, 1],
    falseNegatives: [0, 1],
  });
  await writer.close();
  return readFileSync(writer.file);
}

test('events are read back with what they said', async (t) => {
  const [version, start, scalars, image, curve, ...more] = [...readEvents(await writtenFile())];
  t.deepEqual(more, []);
  t.deepEqual(version, { wallTime: 1_700_000_000.25, step: 0, isSessionStart: false, values: [] });
  t.like(start, { step: 5, isSessionStart: true, values: [] });
  t.deepEqual(scalars, {
    wallTime: 1_700_000_000.25,
    step: 2 ** 40,
    isSessionStart: false,
    values: [
      { tag: 'loss', plugin: 'scalars', description: 'about it', scalar: 0.5 },
      { tag: 'iou/é', plugin: 'scalars', description: 'about it', scalar: -1 },
    ],
  });
  const [panel] = image!.values;
  t.like(panel, { tag: 'panel', plugin: 'images', description: 'about it' });
  t.deepEqual([panel!.tensor!.type, panel!.tensor!.shape], [7, [3]]);
  t.deepEqual(
    panel!.tensor!.strings.map((bytes) => [...bytes]),
    [[51], [50], [1, 2]],
  );
  const [pr] = curve!.values;
  t.deepEqual([pr!.plugin, [...pr!.content!], pr!.tensor!.shape], ['pr_curves', [0x10, 2], [6, 2]]);
  t.is(Buffer.from(pr!.tensor!.raw).readFloatLE(0), 1);
});

test('a torn end ends the events, wherever it was torn', async (t) => {
  const file = await writtenFile();
  for (const missing of [1, 4, 5, 40]) t.is([...readEvents(file.subarray(0, file.length - missing))].length, 4);
  t.deepEqual([...readEvents(file.subarray(0, 11))], []);
});

test('a whole record that holds no event is an error', (t) => {
  const record = Buffer.alloc(12 + 2 + 4);
  record.writeBigUInt64LE(2n, 0);
  // A string of 127 bytes that aren't there.
  record.set([0x1a, 0x7f], 12);
  t.throws(() => [...readEvents(record)], { instanceOf: RangeError, message: 'the message is cut short' });
});
