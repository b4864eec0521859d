import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { logPictures, type Picture } from '../../src/train/pictures.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

const picture = (tag: string): Picture => [tag, { width: 1, height: 1, png: Uint8Array.of(0) }];

test('pictures are logged in the order given, whichever is drawn first', async (t) => {
  const logger = recordingLogger();
  const late = sleep(20).then(() => [picture('a'), picture('b')]);
  await logPictures(logger, 4, [late, Promise.resolve([]), Promise.resolve([picture('c')])]);
  t.deepEqual(logger.images, [
    { step: 4, tag: 'a' },
    { step: 4, tag: 'b' },
    { step: 4, tag: 'c' },
  ]);
});
