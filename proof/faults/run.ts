import { Command } from 'commander';
import { positiveInteger } from '../../src/cli/options.ts';
import { faultTable, runFaults } from './run-faults.ts';

/** `npm run faults`: fails if a fault loses anything. Needs `npm run build`. */
const options = new Command('npm run faults --')
  .description('Kill, interrupt and starve runs and sweeps at random moments, and see that nothing is lost.')
  .option('--seed <n>', 'another seed has other moments', positiveInteger, 1)
  .option('--rounds <n>', 'how often each fault is done', positiveInteger, 10)
  .option('--only <text>', 'only the faults whose names have this text', '')
  .parse()
  .opts<{ seed: number; rounds: number; only: string }>();
const counts = await runFaults(process.cwd(), { ...options, log: (line) => console.error(line) });
console.log(faultTable(counts));
if (counts.some(({ lost }) => lost > 0)) process.exitCode = 1;
