/** A figure as the command line shows it. */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e4 ? value.toFixed(4) : value.toExponential(3);
}

/** A mean with its deviation, which a single value doesn't have. */
export function formatSpread({ mean, deviation }: { mean: number | null; deviation: number | null }): string {
  return deviation === null ? formatFigure(mean) : `${formatFigure(mean)} ± ${formatDeviation(deviation)}`;
}

/** A deviation with as many digits as its mean; one that these don't show, with an exponent. */
export function formatDeviation(deviation: number): string {
  return deviation >= 5e-5 && deviation < 1e-3 ? deviation.toFixed(4) : formatFigure(deviation);
}

export function formatShare(share: number): string {
  const percent = (100 * share).toFixed(1);
  if (share > 0 && percent === '0.0') return '<0.1';
  return share < 1 && percent === '100.0' ? '>99.9' : percent;
}

/** `48 s`, `12 min 5 s`, `3 h 20 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? seconds.toFixed(1) : whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

/** `2026-01-31 14:05 UTC` */
export function formatDate(iso: string | undefined): string {
  return iso === undefined ? '–' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
