import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { execa } from 'execa';
import { readPage, withEntry } from './page.ts';
import { parts } from './parts.ts';

/** `npm run proof`: runs the parts, or those named, and writes what came of them to docs/proof.md. */
const program = new Command('npm run proof --')
  .description('Run what takes longer than the tests, and write the results to docs/proof.md.')
  .addArgument(new Argument('[parts...]', 'which parts').choices(parts.map(({ name }) => name)))
  .parse();
const root = process.cwd();
const page = join(root, 'docs/proof.md');
const chosen = parts.filter(({ name }) => program.args.length === 0 || program.args.includes(name));

const commit = await describeCommit();
await execa('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
for (const { name, title, run } of chosen) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const result = await run(root, (line) => console.log(line)).catch((error: unknown) => ({
    passed: false,
    text: `It could not be run to its end: ${error instanceof Error ? error.message : String(error)}`,
  }));
  const seconds = (performance.now() - started) / 1000;
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const entry = { ...result, name, title, commit, date: `${date} UTC`, seconds };
  writeFileSync(
    page,
    withEntry(
      readPage(page),
      entry,
      parts.map((part) => part.title),
    ),
  );
  console.log(`${title}: ${result.passed ? 'passed' : 'failed'}`);
  if (!result.passed) process.exitCode = 1;
}

/** The page itself doesn't count as a change. */
async function describeCommit(): Promise<string> {
  const git = async (...args: string[]) => (await execa('git', args, { cwd: root })).stdout.trim();
  const changes = await git('status', '--porcelain', '--', '.', ':!docs/proof.md');
  return `${await git('rev-parse', '--short', 'HEAD')}${changes === '' ? '' : ' with changes that are not committed'}`;
}
