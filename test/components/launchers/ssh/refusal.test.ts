import test from 'ava';
import { refusalOf } from '../../../../src/components/launchers/ssh/refusal.ts';

const host = { host: 'me@gpu1', port: 2222, jobs: 1, setup: [] };
const answer = (stderr: string, stdout = '') => ({ exitCode: 255, stdout, stderr });

for (const said of [
  'ssh: connect to host gpu1 port 2222: Connection refused',
  'ssh: connect to host gpu1 port 2222: No route to host',
  'Connection timed out: no answer from me@gpu1:2222',
  'kex_exchange_identification: Connection closed by remote host',
]) {
  test(`a machine may be away: ${said}`, (t) => {
    const { problem, isAway } = refusalOf(host, 3, answer(`${said}\n`));
    t.true(isAway);
    t.like(problem, { code: 'launch-refused', path: 'launcher.hosts.3' });
    t.is(problem.message, `expected me@gpu1:2222 to answer, \`ssh\` said: ${said}`);
  });
}

for (const [said, hint] of [
  ['me@gpu1: Permission denied (publickey).', /ssh-copy-id me@gpu1/],
  ['Host key verification failed.', /accept its key once/],
  ['ssh: Could not resolve hostname gpu1: Name or service not known', /look at the name/],
  ['sh: 3: Syntax error: "(" unexpected', /try it: ssh me@gpu1/],
] as const) {
  test(`a person has to do something: ${said}`, (t) => {
    const { problem, isAway } = refusalOf(host, 0, answer(`Warning: Permanently added 'x'.\n${said}\n\n`));
    t.false(isAway);
    t.true(problem.message.endsWith(said));
    t.regex(problem.hints![0]!, hint);
  });
}

test('what the script found is told, whatever ssh said', (t) => {
  const { problem, isAway } = refusalOf(
    host,
    0,
    answer('Connection closed', 'hello\ntessera-ssh: no-node /opt/node\n'),
  );
  t.false(isAway);
  t.is(problem.message, 'expected Node.js on me@gpu1:2222, found no /opt/node');
});
