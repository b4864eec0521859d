import test from 'ava';
import { sessionEndSummary, sessionStartSummary } from '../../../src/log/tensorboard/hparams.ts';
import { parseMessage } from '../../helpers/event-parser.ts';

/** What the HParams plugin reads: tag, plugin, and its own message in the metadata (plugin_data.proto). */
function contentOf(summary: Uint8Array) {
  const value = parseMessage(Buffer.from(summary));
  const metadata = parseMessage(value.get(9)![0] as Buffer);
  const plugin = parseMessage(metadata.get(1)![0] as Buffer);
  const content = parseMessage(plugin.get(2)![0] as Buffer);
  return { tag: String(value.get(1)![0]), plugin: String(plugin.get(1)![0]), dataClass: metadata.get(4)![0], content };
}

test('a session starts with its time and each hyper-parameter in its own type', (t) => {
  const { tag, plugin, dataClass, content } = contentOf(
    sessionStartSummary({ lr: 0.25, 'loss.type': 'focal', frozen: true, augmented: false }, 1_700_000_000.5),
  );
  t.deepEqual([tag, plugin, dataClass], ['_hparams_/session_start_info', 'hparams', 2n]);
  const info = parseMessage(content.get(3)![0] as Buffer);
  t.is(info.get(5)![0], 1_700_000_000.5);
  const values = info.get(1)!.map((entry) => {
    const [key, value] = [1, 2].map((field) => parseMessage(entry as Buffer).get(field)![0] as Buffer);
    // google.protobuf.Value: 2 is a number, 3 a string, 4 a bool.
    const [[kind, [inner]]] = [...parseMessage(value!)] as [[number, [unknown]]];
    return [String(key), kind, inner instanceof Buffer ? String(inner) : inner];
  });
  t.deepEqual(values, [
    ['lr', 2, 0.25],
    ['loss.type', 3, 'focal'],
    ['frozen', 4, 1n],
    ['augmented', 4, 0n],
  ]);
});

test('a session ends as a success, at its time', (t) => {
  const { tag, content } = contentOf(sessionEndSummary(1_700_000_100.25));
  t.is(tag, '_hparams_/session_end_info');
  const info = parseMessage(content.get(4)![0] as Buffer);
  t.deepEqual([info.get(1)![0], info.get(2)![0]], [1n, 1_700_000_100.25]);
});
