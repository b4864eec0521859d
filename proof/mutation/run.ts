import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readEquivalents } from './equivalent.ts';
import { mutate } from './mutate.ts';
import { headline, mutationReport, summarize } from './report.ts';
import { mutatedFolders } from './scope.ts';

/** `npm run mutate`: breaks the code in many small ways and says which of them the nearest tests don't notice. */
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
};
const program = new Command('npm run mutate --')
  .description('Break the code in many small ways, and see which of them the nearest tests notice.')
  .option('--files <paths...>', 'files or folders to mutate', mutatedFolders)
  .option('--count <n>', 'how many mutants to draw', whole, 300)
  .option('--seed <n>', 'which mutants are drawn', whole, 1)
  .option('--jobs <n>', 'how many run at the same time', whole, availableParallelism())
  .option('--fresh', 'forget the results of earlier runs', false)
  .option('--report <file>', 'where to write the report', '.cache/mutation/report.md')
  .parse();
const { files, count, seed, jobs, fresh, report } = program.opts<{
  files: string[];
  count: number;
  seed: number;
  jobs: number;
  fresh: boolean;
  report: string;
}>();

const root = process.cwd();
const equivalents = readEquivalents(root);
const run = await mutate({ root, files, count, seed, jobs, fresh, equivalents, log: (line) => console.log(line) });
const summary = summarize(run, equivalents);
const text = mutationReport(run, summary);
mkdirSync(dirname(join(root, report)), { recursive: true });
writeFileSync(join(root, report), `${text}\n`);
console.log(`\n${text}\n\nThe report is in ${report}.`);
console.log(headline(summary));
process.exitCode = summary.unexplained.length + summary.stale.length + run.broken.length > 0 ? 1 : 0;
