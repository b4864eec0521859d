/** `1h 02m`, `3m 05s` or `12s`, rounded to the nearest second. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}h ${two(minutes)}m`;
  return minutes > 0 ? `${minutes}m ${two(rest)}s` : `${rest}s`;
}

/** `1.23 G`: at most three digits that count, and a factor of k, M, G or T (powers of 1000). */
export function formatMagnitude(value: number): string {
  const power = value < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(value) / 3));
  const digits = Number((value / 1000 ** power).toPrecision(3));
  return `${digits}${['', ' k', ' M', ' G', ' T'][power]!}`;
}

/** `1.5 MiB`, `12 MiB`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes >= 1024) return `${(mebibytes / 1024).toFixed(1)} GiB`;
  return mebibytes >= 10 ? `${Math.round(mebibytes)} MiB` : `${mebibytes.toFixed(1)} MiB`;
}
