import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { stringify } from 'yaml';
import { withFormat } from '../../src/core/format/index.ts';
import { toJson } from '../../src/core/json.ts';
import { keepExtremes } from '../../src/evaluations/extremes.ts';
import { writeEvaluation } from '../../src/evaluations/write-evaluation.ts';
import { createTensorBoardLogger } from '../../src/log/tensorboard-logger.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { RunResult } from '../../src/runs/result.ts';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { evaluationOf, photoOf } from '../evaluations/_photos.ts';
import { testAttempt, testRecord } from '../helpers/run-record.ts';

/** Names that do harm where they are not escaped. */
export const nasty = '</script><script>alert("&amp;")</script>';
export const classNames = ['sky', nasty, '__proto__'];
export const colors: [number, number, number][] = [
  [0, 0, 0],
  [200, 0, 100],
  [0, 100, 200],
];

export interface RunOptions {
  readonly record?: Partial<RunRecord>;
  /** By default that of a complete run; undefined for a run without one. */
  readonly result?: RunResult | undefined;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Lines of `metrics.jsonl`: split, step, values. */
  readonly lines?: readonly (readonly [split: string, step: number, values: Record<string, unknown>])[];
}

/** The best value on the validation, and the figures of the test. */
export function resultOf(value: number, changes: Partial<RunResult> = {}): RunResult {
  const figures = (mean: number) => ({
    loss: 0.25,
    metrics: { 'iou/macro/image': { value: mean, perClass: [0.9, 0.5, null], direction: 'max' as const } },
  });
  return {
    id: '1a2b3c4d',
    name: 'demo',
    steps: 10,
    classes: classNames,
    best: { step: 8, metric: 'iou/macro/image', value, direction: 'max' },
    test: figures(0.712345),
    seconds: 12,
    skipped: [],
    ...changes,
  };
}

/** Writes the folder of a run that is complete unless it is said otherwise. */
export async function runFolder(folder: string, options: RunOptions = {}): Promise<string> {
  const result = 'result' in options ? options.result : resultOf(0.8);
  const record = testRecord({
    status: 'completed',
    step: 10,
    endedAt: '2026-01-01T00:00:12.000Z',
    seconds: 12,
    data: {
      classes: classNames.map((name, place) => ({ name, color: colors[place]! })),
      imageSize: { height: 32, width: 32 },
      interpolation: 'bilinear',
    },
    ...(result?.best && { best: result.best }),
    attempts: [testAttempt({ outcome: 'completed', lastStep: 10 })],
    ...options.record,
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'run.json'), toJson(withFormat(record)));
  if (result) await writeFile(join(folder, 'result.json'), toJson(withFormat(result)));
  await writeFile(join(folder, 'config.yaml'), stringify({ format: 2, name: 'demo', seed: 0, ...options.config }));
  const lines = options.lines ?? [
    ['train', 1, { loss: 1.5 }],
    ['train', 2, { loss: 1 }],
    ['val', 2, { loss: 1.25, 'iou/macro/image': 0.8 }],
  ];
  const text = lines.map(([split, step, values]) => `${toJson({ step, split, time: timeOf(step), values })}\n`).join('');
  await writeFile(join(folder, 'metrics.jsonl'), text);
  return folder;
}

/** A step takes a minute. */
function timeOf(step: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, step - 1)).toISOString();
}

/** Writes a sweep's folder. Points without a run are only in its ledger. */
export async function sweepFolder(
  folder: string,
  points: readonly (Pick<LedgerPoint, 'overrides' | 'state'> & { readonly value?: number })[],
): Promise<string> {
  const listed = points.map(({ overrides, state, value }, place) => ({
    point: { id: `point${place}`, name: `run-${place}`, overrides, state, attempts: 1 },
    value,
  }));
  await mkdir(folder, { recursive: true });
  const ledger = {
    name: 'sweep',
    file: 'x.yaml',
    startedAt: '2026-01-01T00:00:00.000Z',
    points: listed.map(({ point }) => point),
  };
  await writeFile(join(folder, 'sweep.json'), toJson(withFormat(ledger)));
  for (const { point, value } of listed) {
    if (value === undefined) continue;
    await runFolder(join(folder, point.name), {
      result: resultOf(value, { name: point.name }),
      record: { name: point.name, id: point.id },
      config: point.overrides,
    });
  }
  return folder;
}

/** A image of one colour, as PNG. */
export function pngOf(width: number, height: number, red = 200): Promise<Buffer> {
  const background = { r: red, g: 40, b: 60 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Logs a panel of each sample at some steps, as training does. */
export async function logPanels(
  folder: string,
  names: readonly string[],
  steps: readonly number[],
  options: Parameters<typeof createTensorBoardLogger>[1] = { startStep: 0 },
): Promise<void> {
  const logger = createTensorBoardLogger(folder, options);
  for (const step of steps)
    for (const name of names)
      logger.image('run', step, `panel/${name}`, { width: 12, height: 4, png: await pngOf(12, 4, step) });
  await logger.close('completed');
}

/** An evaluation of the test split with one photo, whose IoU is 0.5. */
export async function evaluate(folder: string, name = 'end'): Promise<void> {
  const extremes = keepExtremes(1, 16);
  extremes.add(photoOf(`photo ${nasty}`, [0, 1], [0, 0]), 0.5);
  const classes = classNames.map((one, place) => ({ name: one, color: colors[place]! }));
  await mkdir(join(folder, 'evaluations'), { recursive: true });
  await writeEvaluation(
    join(folder, 'evaluations', name),
    { evaluation: evaluationOf({ name, classes }), scores: [], extremes },
    false,
  );
}
