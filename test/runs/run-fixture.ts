import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toJson } from '../../src/core/json.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { testRecord } from '../helpers/run-record.ts';

export interface FakeRun {
  readonly record?: Partial<RunRecord>;
  /** YAML. */
  readonly config?: string;
  /** Test metrics; a run with them has a result. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Lines of metrics.jsonl. */
  readonly lines?: readonly string[];
}

/** Writes the files of a run as if it had been trained. */
export async function fakeRun(
  path: string,
  { record, config = 'seed: 0\n', metrics, lines = [] }: FakeRun = {},
): Promise<void> {
  await mkdir(path, { recursive: true });
  const whole = testRecord({ name: 'fake', status: 'completed', step: 10, seconds: 60, pid: 999_999_999, ...record });
  await writeFile(join(path, 'run.json'), toJson(whole));
  await writeFile(join(path, 'config.yaml'), config);
  await writeFile(join(path, 'metrics.jsonl'), lines.map((line) => `${line}\n`).join(''));
  if (!metrics) return;
  const test = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, { value, perClass: [value], direction: 'max' }]),
  );
  const result = {
    id: whole.id,
    name: whole.name,
    steps: 10,
    classes: ['a'],
    best: null,
    seconds: 60,
    test: { loss: 0.25, metrics: test },
  };
  await writeFile(join(path, 'result.json'), toJson(result));
}
