import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { logImages, type TaggedImage } from '../../src/train/log-images.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

const image = (tag: string): TaggedImage => [tag, { width: 1, height: 1, png: Uint8Array.of(0) }];

test('images are logged in the order given, whichever is drawn first', async (t) => {
  const logger = recordingLogger();
  const late = sleep(20).then(() => [image('a'), image('b')]);
  await logImages(logger, 4, [late, Promise.resolve([]), Promise.resolve([image('c')])]);
  t.deepEqual(logger.images, [
    { step: 4, tag: 'a' },
    { step: 4, tag: 'b' },
    { step: 4, tag: 'c' },
  ]);
});
