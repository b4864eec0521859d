import { TesseraError } from '../core/errors/index.ts';

/**
 * An error over too many open files, as one that names the limit and says what to do; undefined for every other error.
 */
export function tooManyOpenFiles(error: unknown): TesseraError | undefined {
  const reason = reasonIn(error);
  if (reason === undefined) return undefined;
  const limit = openFilesLimit();
  const most = limit === undefined ? '' : `, which is ${limit} at a time`;
  return new TesseraError(
    {
      code: 'too-many-files',
      message:
        `expected to open one more file, but this process has as many open as \`ulimit -n\` allows${most}: ` +
        `${reason}`,
      hints: [
        'raise the limit in this shell and start again: `ulimit -n 65536`',
        'in a container: `--ulimit nofile=65536`; in a service of systemd: `LimitNOFILE=65536`',
        'or open fewer at a time: a smaller `loader.workers`, fewer `--jobs`',
      ],
    },
    { cause: error },
  );
}

/** What the system said, wherever it is: in the error, in what caused it, or in a text that another thread sent. */
function reasonIn(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 8) return undefined;
  const { message, cause, errors } = error as { message?: unknown; cause?: unknown; errors?: unknown };
  const line = String(message).split('\n').find(saysSo);
  if (line !== undefined) return line;
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.map((one) => reasonIn(one, depth + 1)).find((found) => found !== undefined);
}

/** `EMFILE` is the limit of the process, `ENFILE` that of the system. Native libraries give the text only. */
function saysSo(text: string): boolean {
  return /\bE[MN]FILE\b|too many open files/i.test(text);
}

/** The soft limit, which Node.js can tell without opening a file. */
function openFilesLimit(): string | undefined {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } };
  const soft = report.userLimits?.open_files?.soft;
  return soft === undefined ? undefined : String(soft);
}
