import { threadProgram } from '../../../core/thread-program.ts';

/** The program of the threads that make samples. */
export function workerProgram(): URL {
  return threadProgram('src/workers/samples');
}
