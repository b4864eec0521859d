import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSummaryWriter } from 'tensorboard-ts-writer';
import { runDirectory } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { testRecord } from '../helpers/run-record.ts';

/** A complete run of two validations, with the files that a board reads. */
export async function makeRun(
  path: string,
  { seed = 0, lr = 0.1, ious = [0.5, 0.75] }: { seed?: number; lr?: number; ious?: readonly number[] } = {},
  record: Partial<RunRecord> = {},
): Promise<void> {
  await mkdir(path, { recursive: true });
  const metric = 'iou/macro/image';
  const best = Math.max(...ious);
  await writeFile(
    join(path, 'config.yaml'),
    `format: 2\nname: demo\nseed: ${seed}\noptimizer: {type: adam, lr: ${lr}}\n`,
  );
  const lines = ious.map((value, index) => ({ step: index + 1, split: 'val', time: '', values: { [metric]: value } }));
  await writeFile(join(path, 'metrics.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await runDirectory(path).writeRecord(
    testRecord({
      status: 'completed',
      best: { step: ious.indexOf(best) + 1, metric, value: best },
      ...record,
    }),
  );
  const writer = openSummaryWriter(path, { firstStep: 0 });
  writer.startSession({ seed, 'optimizer.lr': lr });
  for (const [index, value] of ious.entries()) writer.scalar(`val/${metric}`, index + 1, value);
  await writer.close();
}
