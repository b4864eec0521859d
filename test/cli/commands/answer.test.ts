import test from 'ava';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';

const question = (claim: string) => `${tinyExperiment}sweep: {seeds: 2}
question:
  asks: Is there a loss?
  claims:
    - claim: ${claim}
      because: There always is.
`;

test('without runs, and told to start none, a question stays open, which is no failure', async (t) => {
  const { file, folder, runs } = await experimentFile(question('test/loss > 0'));
  const { exitCode, stdout, stderr } = await runInProcess(['answer', file, '--no-run', '--runs', runs], folder);
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /Is there a loss\?.*\n {2}Not answered: 2 of 2 runs have no result/);
  t.is(stderr, '', 'one file writes no page');
});

test('a flaw of a claim is told with its place before anything runs', async (t) => {
  const { file, folder, runs } = await experimentFile(question('test/los > 0'));
  const { exitCode, stderr } = await runInProcess(['answer', file, '--runs', runs], folder);
  t.is(exitCode, 2);
  t.regex(
    stderr,
    /experiment\.yaml:\d+:14: error\[bad-claim\].*`test\/los`\n.*\n +\^{8}\n {2}= did you mean `test\/loss`\?/,
  );
});

test('the number of jobs is a number', async (t) => {
  const { exitCode, stderr } = await runInProcess(['answer', 'x.yaml', '--jobs', '0']);
  t.is(exitCode, 2);
  t.regex(stderr, /expected a whole number from 1 for `--jobs`/);
});
