import test from 'ava';
import { ssh } from '../../../src/components/launchers/ssh.ts';

const schema = ssh.params(() => {
  throw new Error('it has no part that is a component');
});

test('a host is a name, or a section in which one point runs at a time by default', (t) => {
  const { hosts } = schema.parse({ hosts: ['gpu1', { host: 'me@gpu2' }] }) as { hosts: unknown };
  t.deepEqual(hosts, ['gpu1', { host: 'me@gpu2', jobs: 1, setup: [] }]);
});

for (const [what, hosts] of [
  ['no host', []],
  ['a host twice', ['gpu1', { host: 'gpu1' }]],
  ['an option in place of a name', ['-oProxyCommand=x']],
  ['a name with a blank', ['gpu1 gpu2']],
  ['a project that is no absolute path', [{ host: 'gpu1', project: 'lab' }]],
  ['no point at a time', [{ host: 'gpu1', jobs: 0 }]],
] as const)
  test(`${what} is refused`, (t) => t.false(schema.safeParse({ hosts }).success));

test('two ports of a machine are two hosts', (t) => {
  t.true(
    schema.safeParse({
      hosts: [
        { host: 'gpu1', port: 22 },
        { host: 'gpu1', port: 2222 },
      ],
    }).success,
  );
});
