import { exitCodes, isInterrupted, type ExitCode } from '../../core/errors/index.ts';
import type { ToRun } from '../../launch/run-launch.ts';

/** Runs a command of this program. */
export type Call = (...words: readonly string[]) => Promise<ExitCode>;

/** Does with commands what a launch is to do. @returns the exit code of what decides */
export async function carryOut(what: ToRun, call: Call): Promise<ExitCode> {
  if ('resume' in what) return call('run', '--resume', what.resume);
  if ('file' in what) return call('run', what.file);
  if ('withdraw' in what) return withdraw(what.withdraw, call);
  const code = await call('run', what.submit, '--attach');
  if (isInterrupted(code)) await withdraw(what.submit, call);
  return code;
}

/**
 * Cancels jobs, and waits for their end, since the folder in which they run is gone after this.
 * @returns `interrupted` unless all had come to their end before
 */
async function withdraw(file: string, call: Call): Promise<ExitCode> {
  await call('sweep', file, '--cancel');
  const code = await call('sweep', file, '--attach');
  return code === exitCodes.done ? code : exitCodes.interrupted;
}
