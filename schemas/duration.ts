import { z } from 'zod';

/** A duration above 0 such as `20m`, `1h 30m` or `90s`. It is kept as it is written. */
export const duration = z
  .string()
  .regex(/^(?=\d)(?!.* $)(?=.*[1-9])(\d+d ?)?(\d+h ?)?(\d+m ?)?(\d+s)?$/, 'a duration such as `20m`, `1h 30m` or `90s`')
  .meta({ duration: true });

const secondsPer: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** The same in seconds. */
export function durationInSeconds(written: string): number {
  const parts = [...written.matchAll(/(\d+)([dhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * secondsPer[unit!]!, 0);
}
