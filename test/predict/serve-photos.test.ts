import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { classValues } from '../../src/predict/output/drawing.ts';
import { servePhotos } from '../../src/predict/serve-photos.ts';
import type { FromThread } from '../../src/predict/thread-protocol.ts';
import { newFolder } from '../helpers/tessera.ts';

const classes = [{ name: 'all', color: [0, 0, 0] as const }];

function port() {
  const [incoming, sent] = [new EventEmitter(), new EventEmitter()];
  servePhotos({
    on: (event, listener) => incoming.on(event, listener),
    postMessage: (message) => void setImmediate(() => sent.emit('sent', message)),
  });
  const next = async () => ((await once(sent, 'sent')) as [FromThread])[0];
  return { next, send: (message: object) => incoming.emit('message', message) };
}

test('a photo is decoded, its input is asked for, and the answer is written', async (t) => {
  const folder = await newFolder();
  const photo = join(folder, 'a.png');
  await sharp({ create: { width: 2, height: 1, channels: 3, background: { r: 1, g: 2, b: 3 } } })
    .png()
    .toFile(photo);
  const files = { labels: join(folder, 'l.png'), overlay: join(folder, 'o.png') };
  const framing = { kind: 'tiles', tile: { height: 2, width: 2 }, overlap: 0 } as const;
  const task = { photo, files, form: { classes, values: classValues(classes), framing } };
  const { next, send } = port();

  send({ kind: 'photo', id: 7, task });
  const asked = await next();
  if (asked.kind !== 'ask') return t.fail(asked.kind);
  t.like(asked, { photo: 7, size: { height: 2, width: 2 } });
  t.deepEqual([...asked.image], [1, 2, 3, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
  send({ kind: 'logits', id: asked.id, logits: new Float32Array(4) });
  t.like(await next(), { kind: 'answered', id: 7, answered: { height: 1, width: 2 } });

  send({ kind: 'photo', id: 8, task });
  const again = await next();
  send({ kind: 'refused', id: again.id });
  const failed = await next();
  t.like(failed, { kind: 'failed', id: 8 });
  t.regex(failed.kind === 'failed' ? failed.problems[0]!.message : '', /gave no answer/);
});
