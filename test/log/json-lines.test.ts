import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createJsonLinesLogger, type MetricsLine } from '../../src/log/json-lines.ts';
import { newFolder } from '../helpers/tessera.ts';

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5);
const time = '2026-01-02T03:04:05.000Z';

function readLines(file: string): MetricsLine[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MetricsLine);
}

async function metricsFile(): Promise<string> {
  return join(await newFolder(), 'run/metrics.jsonl');
}

test('each logged step is a line, there as soon as the call returns', async (t) => {
  const file = await metricsFile();
  const logger = createJsonLinesLogger(file, { startStep: 0, now });
  logger.scalars('train', 1, { loss: 0.5, learning_rate: 1e-3 });
  logger.scalars('val', 1, { 'iou/macro/image': 0.25 });
  t.is(
    readFileSync(file, 'utf8'),
    `{"step":1,"split":"train","time":"${time}","values":{"loss":0.5,"learning_rate":0.001}}\n` +
      `{"step":1,"split":"val","time":"${time}","values":{"iou/macro/image":0.25}}\n`,
  );
  await logger.close('completed');
});

test('what JSON cannot say is null', async (t) => {
  const file = await metricsFile();
  const logger = createJsonLinesLogger(file, { startStep: 0, now });
  logger.scalars('train', 1, { loss: NaN, norm: Infinity });
  await logger.close('failed');
  t.deepEqual(readLines(file), [{ step: 1, split: 'train', time, values: { loss: 'NaN', norm: 'Infinity' } }]);
});

test('going on from step 2 drops later lines and one that was cut short, and leaves no temporary file', async (t) => {
  const file = await metricsFile();
  const killed = createJsonLinesLogger(file, { startStep: 0, now });
  for (let step = 1; step <= 4; step++) killed.scalars('train', step, { loss: step });
  await killed.close('interrupted');
  appendFileSync(file, '{"step":2,"split":"va');

  const resumed = createJsonLinesLogger(file, { startStep: 2, now });
  resumed.scalars('train', 3, { loss: 30 });
  await resumed.close('completed');
  t.deepEqual(
    readLines(file).map(({ step, values }) => [step, values['loss']]),
    [
      [1, 1],
      [2, 2],
      [3, 30],
    ],
  );
  t.deepEqual(readdirSync(join(file, '..')), ['metrics.jsonl']);
});

test('starting anew keeps nothing, not even a validation before the first step', async (t) => {
  const file = await metricsFile();
  for (let attempt = 1; attempt <= 2; attempt++) {
    const logger = createJsonLinesLogger(file, { startStep: 0, now });
    logger.scalars('val', 0, { loss: attempt });
    await logger.close('interrupted');
  }
  t.deepEqual(
    readLines(file).map(({ values }) => values['loss']),
    [2],
  );
});
