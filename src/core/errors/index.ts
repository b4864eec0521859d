export { allOrProblems } from './all-or-problems.ts';
export { errorCodes, type ErrorCode } from './codes.ts';
export { nearest } from './nearest.ts';
export { firstMessageOf, messageOf } from './message-of.ts';
export type { Location, Problem } from './problem.ts';
export { renderProblems } from './render.ts';
export { exitCodes, isInterrupted, TesseraError, type ExitCode } from './tessera-error.ts';
