export { allOrProblems } from './all-or-problems.ts';
export { errorCodes, type ErrorCode } from './codes.ts';
export { nearest } from './nearest.ts';
export { areKind, numbered, type Kind } from './kind.ts';
export { firstMessageOf, messageOf } from './message-of.ts';
export { isMissingPackage, missingPackage } from './missing-package.ts';
export type { FileProblem, Location, Problem } from './problem.ts';
export { renderProblems } from './render.ts';
export { exitCodes, isInterrupted, TesseraError, type ExitCode } from './tessera-error.ts';
