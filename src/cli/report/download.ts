import { basename } from 'node:path';
import type { DownloadProgress } from '../../core/download/download-file.ts';
import { formatBytes, formatDuration } from './format.ts';
import type { Progress } from './progress.ts';

const MEBIBYTE = 2 ** 20;

/** Shows downloads in MiB, with their speed and the time left. `now` is in milliseconds. */
export function downloadReporter(
  progress: Progress,
  now: () => number = () => performance.now(),
): (report: DownloadProgress) => void {
  let current: { readonly url: string; readonly since: number; readonly had: number } | undefined;
  return ({ url, done, total }) => {
    if (current?.url !== url) current = { url, since: now(), had: done };
    const speed = (1000 * (done - current.had)) / Math.max(1, now() - current.since);
    const left = total === undefined || speed === 0 ? '' : `  ${formatDuration((total - done) / speed)} left`;
    const inMebibytes = (bytes: number) => Math.round(bytes / MEBIBYTE);
    progress.update(
      `downloading ${basename(url)} (MiB)`,
      inMebibytes(done),
      inMebibytes(total ?? done),
      `${formatBytes(speed)}/s${left}`,
    );
  };
}
