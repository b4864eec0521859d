import test from 'ava';
import { refusalProblem, wordsOf } from '../../../../src/components/launchers/slurm/refusal.ts';

const failed = 'sbatch: error: Batch job submission failed: ';
const pathOf = (stderr: string, given = true) => refusalProblem(stderr, () => given).path;

// What Slurm says (src/common/slurm_errno.c), and the key of the YAML that it is about.
const cases = [
  [`sbatch: error: invalid partition specified: nowhere\n${failed}Invalid partition name specified`, 'partition'],
  [`${failed}Invalid account or account/partition combination specified`, 'account'],
  [`${failed}Invalid qos specification`, 'qos'],
  [`${failed}Requested time limit is invalid (missing or exceeds some limit)`, 'time'],
  [`sbatch: error: Invalid --time specification`, 'time'],
  [`${failed}Invalid generic resource (gres) specification`, 'gpus'],
  [`${failed}Memory required by task is not available`, 'mem'],
  [`sbatch: error: Memory specification can not be satisfied`, 'mem'],
  [`${failed}Invalid feature specification`, 'constraint'],
  [`${failed}More processors requested than permitted`, 'cpus'],
  [`sbatch: error: CPU count per node can not be satisfied`, 'cpus'],
  [`sbatch: unrecognized option '--excldue=node7'`, 'extra'],
] as const;

for (const [stderr, key] of cases)
  test(`a refusal is told at launch.${key}: ${wordsOf(stderr)}`, (t) => {
    t.is(pathOf(stderr), `launcher.${key}`);
  });

test('what is about no key, or about one that is not written, is told at the section', (t) => {
  t.is(pathOf(`${failed}Requested node configuration is not available`), 'launcher');
  t.is(
    pathOf(`${failed}Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)`),
    'launcher',
  );
  t.is(pathOf(cases[1][0], false), 'launcher');
});

test("the message has Slurm's own words, without the program before each line", (t) => {
  const { message, code } = refusalProblem(cases[0][0], () => true);
  t.is(code, 'launch-refused');
  t.is(
    message,
    'expected a job that Slurm takes; it said: invalid partition specified: nowhere; Batch job submission failed: Invalid partition name specified',
  );
  t.is(wordsOf('\n'), 'nothing');
});
