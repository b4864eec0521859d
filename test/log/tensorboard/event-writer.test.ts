import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'ava';
import { fileVersionEvent, sessionStartEvent, summaryEvent } from '../../../src/log/tensorboard/event.ts';
import { openEventWriter } from '../../../src/log/tensorboard/event-writer.ts';
import { scalarSummary } from '../../../src/log/tensorboard/summary.ts';
import { eventFiles, readRecords } from '../../helpers/events.ts';
import { newFolder } from '../../helpers/tessera.ts';

const wallTime = 1_700_000_000;
const now = () => wallTime * 1000;

test('a file opens with its version and the step it starts from', async (t) => {
  const directory = join(await newFolder(), 'run/train');
  await openEventWriter(directory, { firstStep: 101, now }).close();
  const [file] = eventFiles(directory);
  t.deepEqual(readRecords(file!), [fileVersionEvent(wallTime), sessionStartEvent({ wallTime, step: 101 })]);
});

test('a file that adds to the others says no step, and may have another end of its name', async (t) => {
  const directory = await newFolder();
  const writer = openEventWriter(directory, { suffix: '.end', now });
  await writer.close();
  t.deepEqual(eventFiles(directory), [writer.file]);
  t.regex(writer.file, /\.0\.end$/);
  t.deepEqual(readRecords(writer.file), [fileVersionEvent(wallTime)]);
});

test('records are on disk, whole and in order, as soon as each call returns', async (t) => {
  const directory = await newFolder();
  const writer = openEventWriter(directory, { firstStep: 0, now });
  const file = eventFiles(directory)[0]!;
  const events = Array.from({ length: 500 }, (_, step) => {
    const values = [scalarSummary('loss', 1 / (step + 1)), scalarSummary('note', step % 7)];
    writer.write(step, values);
    if (step === 250) t.is(readRecords(file).length, 253);
    return summaryEvent({ wallTime, step }, values);
  });
  t.deepEqual(readRecords(file).slice(2), events);
  await writer.close();
});

test('each process has a file of its own, whose name sorts last even if the clock went back', async (t) => {
  const directory = await newFolder();
  for (const seconds of [1000, 1000.9, 400, 5000.9]) {
    await openEventWriter(directory, { firstStep: 0, now: () => seconds * 1000 }).close();
  }
  t.deepEqual(
    eventFiles(directory).map((file) => basename(file).slice(0, 30)),
    [
      'events.out.tfevents.0000001000',
      'events.out.tfevents.0000001001',
      'events.out.tfevents.0000001002',
      'events.out.tfevents.0000005000',
    ],
  );
});

test('a file whose process died in the middle of a record stays as it is', async (t) => {
  const directory = await newFolder();
  mkdirSync(directory, { recursive: true });
  const torn = join(directory, 'events.out.tfevents.1700000000.host.1.0.v2');
  writeFileSync(torn, Uint8Array.of(40, 0, 0));
  const writer = openEventWriter(directory, { firstStep: 5, now });
  writer.write(5, [scalarSummary('loss', 1)]);
  await writer.close();
  t.deepEqual([...readFileSync(torn)], [40, 0, 0]);
  t.is(readRecords(eventFiles(directory)[1]!).length, 3);
});

test('only the names of event files count for the next one', async (t) => {
  const directory = await newFolder();
  for (const name of ['config.yaml', 'old-events.out.tfevents.9999999999.x', 'events.out.tfevents.12.short'])
    writeFileSync(join(directory, name), '');
  mkdirSync(join(directory, 'train'));
  await openEventWriter(directory, { firstStep: 0, now: () => 0 }).close();
  t.is(eventFiles(directory).filter((file) => basename(file).startsWith('events.out.tfevents.0000000000.')).length, 1);
});
