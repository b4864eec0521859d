import test from 'ava';
import { startChecks } from '../../proof/checks.ts';

test('what is wrong is told with three lines at most, and one failure fails the part', async (t) => {
  const logged: string[] = [];
  const { check, result } = startChecks((line) => logged.push(line));
  await check('it installs', async () => undefined);
  t.deepEqual(result(), { passed: true, text: '- it installs: yes' });
  await check('it runs', async () => 'a\nb\nc\nd');
  await check('it ends', () => Promise.reject(new Error('never')));
  await check('it is small', async () => undefined);
  const lines = ['- it installs: yes', '- it runs: **no**: a b c', '- it ends: **no**: never', '- it is small: yes'];
  t.deepEqual(result(), { passed: false, text: lines.join('\n') });
  t.deepEqual(logged, lines);
});
