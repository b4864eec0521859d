import { TesseraError } from './tessera-error.ts';

/** What an error of any kind says: of a `TesseraError`, all problems with their codes. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What an error of any kind says first: of a `TesseraError`, its first problem without the code. */
export function firstMessageOf(error: unknown): string {
  return error instanceof TesseraError ? error.problems[0]!.message : messageOf(error);
}
