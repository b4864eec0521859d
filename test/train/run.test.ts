import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { MetricsLine } from '../../src/log/jsonl.ts';
import { defineComponent, type Component } from '../../src/registry/index.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { RunResult } from '../../src/runs/result.ts';
import type { RunObserver } from '../../src/train/observer.ts';
import { runExperiment } from '../../src/train/run.ts';
import { assertFigures, assertTraced, loadTraced, readTrace } from '../helpers/trace.ts';
import { newFolder } from '../helpers/tessera.ts';
import { recordingObserver } from '../helpers/watch-training.ts';

const readJson = async <T>(...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8')) as T;
const readRecord = (run: string) => readJson<RunRecord>(run, 'run.json');

interface Options {
  readonly directory: string;
  readonly resume?: boolean;
  readonly stopAfter?: number;
  readonly observer?: Partial<RunObserver>;
  readonly components?: readonly Component[];
}

/** The traced experiment, as the command line runs it. `later`: the errors after the first. */
async function run({ directory, resume = false, stopAfter, observer, components = [] }: Options) {
  const { experiment, id, yaml, registry } = await loadTraced();
  const stop = new AbortController();
  const later: unknown[] = [];
  const outcome = runExperiment({
    experiment,
    id,
    yaml,
    registry: components.length > 0 ? registry.with(...components) : registry,
    workingDirectory: directory,
    directory,
    resume,
    signal: stop.signal,
    observer: {
      ...recordingObserver({ stepped: ({ step }) => void (step === stopAfter && stop.abort()), ...observer }),
      started: () => undefined,
      failedLater: (error) => later.push(error),
      ...observer,
    },
  });
  return { outcome, later };
}
