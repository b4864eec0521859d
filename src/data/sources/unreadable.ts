import { TesseraError, type ErrorCode, type Problem } from '../../core/errors/index.ts';

/** A sample of a source that cannot be read. */
export interface UnreadableSample {
  readonly index: number;
  readonly problems: readonly Problem[];
}

/** Whether an error comes from the sample's files, and not from an operation on the sample. */
export function isUnreadable(error: unknown): error is TesseraError {
  return error instanceof TesseraError && error.problems.every(({ code }) => unreadableCodes.has(code));
}

const unreadableCodes: ReadonlySet<ErrorCode> = new Set([
  'file-missing',
  'bad-annotation',
  'missing-mask',
  'bad-image',
  'bad-mask-value',
]);
