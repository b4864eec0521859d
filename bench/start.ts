/**
 * `npm run bench -- start`: how long commands take to start, as multiples of `node -e 0`. It needs `npm run build`, and
 * Linux for the processor's time.
 */
import { parseArgs } from 'node:util';
import { measureStarts } from './measure-starts.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: { rounds: { type: 'string', default: '5' } },
});
console.table(
  (await measureStarts(Number(options.rounds))).map(({ name, ms, cpuMs, ratio, cpuRatio }) => ({
    name,
    'ms, least': Math.round(ms),
    'processor ms, least': Math.round(cpuMs),
    'times node': ratio.toFixed(1),
    'in processor time': cpuRatio.toFixed(1),
  })),
);
