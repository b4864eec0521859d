import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { mutate } from '../../../proof/mutation/mutate.ts';
import { makeProject } from './_project.ts';

const clamp = `export function clamp(value: number, top: number): number {
  return value > top ? top : value;
}
`;

test('tells killed, survived and invalid apart, leaves the project as it was, and goes on', async (t) => {
  t.timeout(300_000);
  const root = await makeProject({
    'src/room/clamp.ts': clamp,
    'test/room/clamp.test.ts': `import test from 'ava';
      import { clamp } from '../../src/room/clamp.ts';
      test('what is too much', (t) => t.is(clamp(3, 2), 2));
      test('what is right', (t) => t.is(clamp(1, 2), 1));`,
    'test/room/broken.test.ts': `import test from 'ava';
      import '../../src/room/clamp.ts';
      test('fails', (t) => t.fail());`,
  });
  const options = { root, files: ['src'], count: 100, seed: 1, jobs: 2 };
  const { results, invalid, candidates, broken } = await mutate(options);

  t.deepEqual(
    results.map(({ mutant, outcome }) => `${mutant.to}: ${outcome}`),
    [
      'return false ? top : value;: killed',
      'return true ? top : value;: killed',
      'return !(value > top) ? top : value;: killed',
      'return value <= top ? top : value;: killed',
      'return value >= top ? top : value;: survived',
    ].sort(),
  );
  t.deepEqual(results[0]?.tests, ['test/room/clamp.test.ts: what is too much']);
  t.is(invalid, 1, 'undefined is no number');
  t.is(candidates.length, 6);
  t.deepEqual(broken, [{ test: 'test/room/broken.test.ts', failure: 'fails' }]);
  t.is(await readFile(join(root, 'src/room/clamp.ts'), 'utf8'), clamp);

  const survivor = results.find(({ outcome }) => outcome === 'survived')!.mutant;
  const equivalents = [{ ...survivor, reason: 'the two differ for equal values only, which are the same' }];
  const unrun = await mutate({ ...options, equivalents });
  t.deepEqual(
    unrun.results.map(({ outcome, tests }) => `${outcome} by ${tests.length}`).sort(),
    ['killed by 1', 'killed by 1', 'killed by 1', 'killed by 1', 'survived by 0'],
    'what has a reason survives without being run',
  );

  const again = await mutate(options);
  t.deepEqual(again.results, results);
  t.deepEqual(again.broken, [], 'nothing had to run');
});
