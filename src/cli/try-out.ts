import { execa } from 'execa';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { TesseraError } from '../core/errors/index.ts';
import { readReport, reportVariable } from '../launch/report.ts';
import { selfCommand } from '../launch/self.ts';
import type { MemoryPlan, NotTried } from '../plan/index.ts';
import { trialSchema, type Trial } from '../train/trial.ts';
import type { CliContext } from './context.ts';
import { endAtInterrupt } from './interrupt.ts';
import { formatBytes } from './report/format.ts';
import { createProgress } from './report/progress.ts';

export interface TryOutOptions {
  /** `--set` of the command. */
  readonly set: readonly string[];
  readonly needed: MemoryPlan;
}

const limitSeconds = 120;
const answerSchema = z.object({ measured: trialSchema.optional() });

/**
 * Measures a few steps of an experiment by a smoke run in a process of its own, whose memory is that of a run.
 * @throws TesseraError with what ends the smoke run
 */
export async function tryOut(
  file: string,
  { set, needed }: TryOutOptions,
  context: CliContext,
): Promise<Trial | NotTried> {
  const bytes = needed.model + needed.optimizer + needed.step;
  const free = process.availableMemory();
  if (bytes > free)
    return { notTried: `its tensors may need ${formatBytes(bytes)}, and ${formatBytes(free)} of memory are free` };

  const folder = await mkdtemp(join(tmpdir(), 'tessera-try-'));
  const reportFile = join(folder, 'report.json');
  const progress = createProgress(context);
  // The process that tries ends with this one.
  const release = endAtInterrupt(context, () => {
    progress.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [program, ...args] = selfCommand([
    'run',
    file,
    '--smoke',
    '--json',
    ...set.flatMap((assignment) => ['--set', assignment]),
  ]);
  try {
    progress.update('trying a few steps', 0, 1, '--no-time leaves this out');
    const { exitCode, timedOut, stdout } = await execa(program, args, {
      cwd: context.workingDirectory,
      env: { [reportVariable]: reportFile },
      stdin: 'ignore',
      timeout: 1000 * limitSeconds,
      reject: false,
    });
    if (timedOut) return { notTried: `a few steps took more than ${limitSeconds} s` };
    if (exitCode === 0) {
      const { measured } = answerSchema.parse(JSON.parse(stdout));
      return measured ?? { notTried: 'one step is all there is' };
    }
    const problems = await readReport(reportFile);
    if (problems) throw new TesseraError(problems);
    return { notTried: 'the process that tried it ended without a word, as one does whose memory is not enough' };
  } finally {
    release();
    progress.close();
    await rm(folder, { recursive: true, force: true });
  }
}
