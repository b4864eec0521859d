import test from 'ava';
import { experimentSummary, sessionEndSummary, sessionStartSummary } from '../../../src/log/tensorboard/hparams.ts';
import { parseMessage } from '../../helpers/event-parser.ts';
import { checkSummary } from './_golden.ts';

test(
  "a session's start has its time, its group and each hyper-parameter in its own type, to the byte",
  checkSummary,
  'session start info',
  sessionStartSummary({
    hyperParameters: { augmented: false, frozen: true, 'loss.type': 'focal', lr: 0.25 },
    startSeconds: 1_700_000_000.5,
    group: 'a',
  }),
);

test('a session without a group names none', (t) => {
  const value = parseMessage(Buffer.from(sessionStartSummary({ hyperParameters: {}, startSeconds: 1 })));
  const metadata = parseMessage(value.get(9)![0] as Buffer);
  const content = parseMessage(parseMessage(metadata.get(1)![0] as Buffer).get(2)![0] as Buffer);
  t.deepEqual([...parseMessage(content.get(3)![0] as Buffer).keys()], [5]);
});

for (const status of ['success', 'failure'] as const) {
  test(
    `a session ends as a ${status}, at its time, to the byte`,
    checkSummary,
    status,
    sessionEndSummary(status, 1_700_000_100.25),
  );
}

test(
  "an experiment's columns of text, switches, numbers and metrics are TensorBoard's, to the byte",
  checkSummary,
  'experiment',
  experimentSummary({
    description: 'two axes',
    hyperParameters: [
      { name: 'loss', displayName: 'Loss', description: 'swept', differs: true, domain: ['dice', 'focal gamma=2'] },
      { name: 'frozen', domain: [false, true] },
      { name: 'optimizer.lr', domain: { min: 0.001, max: 0.5 } },
    ],
    metrics: [
      { tag: 'best/val/loss', displayName: 'best', dataset: 'validation' },
      { tag: 'loss', group: 'train', description: 'mean', dataset: 'training' },
    ],
  }),
);
