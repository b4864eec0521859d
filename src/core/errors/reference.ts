import { errorCodes } from './codes.ts';

/** The table of `docs/errors.md`. */
export function errorReference(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return ['| Code | Meaning and what to do |', '| --- | --- |', ...rows].join('\n');
}
