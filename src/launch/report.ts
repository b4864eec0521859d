import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type ErrorCode, errorCodes, messageOf, type Problem, TesseraError } from '../core/errors/index.ts';
import { readJson, writeJson } from '../core/json-file.ts';
import { makeFolder } from '../core/make-folder.ts';
import { hideSecrets } from '../core/secrets/hide.ts';

/**
 * Environment variable with the path of the file to which a process writes why it failed, for the one that started it.
 */
export const reportVariable = 'TESSERA_REPORT';

/** A problem that one process writes for another. */
export const problemSchema = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  path: z.string().exactOptional(),
  hints: z.array(z.string()).exactOptional(),
  where: z.object({ file: z.string(), line: z.int().exactOptional(), column: z.int().exactOptional() }).exactOptional(),
});
export type ReportedProblem = z.output<typeof problemSchema>;

const reportSchema = z.object({ problems: z.array(problemSchema).min(1) });

/** Problems without the line of text and its caret, which whoever has the file sees there. */
export function toReported(problems: readonly Problem[]): ReportedProblem[] {
  return problems.map(({ code, message, path, hints, where }) => ({
    code,
    message,
    ...(path !== undefined && { path }),
    ...(hints && { hints: [...hints] }),
    ...(where && {
      where: {
        file: where.file,
        ...(where.line !== undefined && { line: where.line }),
        ...(where.column !== undefined && { column: where.column }),
      },
    }),
  }));
}

/** Writes why this process ends. If the report can't be written, this is ignored. */
export async function writeReport(file: string, error: unknown): Promise<void> {
  const message = hideSecrets(messageOf(error));
  const problems: readonly Problem[] =
    error instanceof TesseraError ? error.problems : [{ code: 'run-failed', message }];
  await writeJson(file, { problems }).catch(() => undefined);
}

/** What the process wrote; undefined if it wrote nothing, as one that was killed. */
export async function readReport(file: string): Promise<readonly ReportedProblem[] | undefined> {
  const report = await readJson(file, reportSchema).catch(() => undefined);
  return report?.state === 'valid' ? report.value.problems : undefined;
}

/** Removes the report of an earlier process. To be called before a process is started. */
export async function removeReport(file: string): Promise<void> {
  await makeFolder(dirname(file));
  await rm(file, { force: true });
}
