import test from 'ava';
import { checkFile } from '../../src/config/index.ts';
import { testRegistry } from './_registry.ts';
import { createWorkspace, load, withLines } from './_workspace.ts';

async function check(t: Parameters<typeof load>[0], name: string, text: string) {
  const workingDirectory = await createWorkspace(t, { [name]: text });
  return checkFile(name, { registry: testRegistry(), workingDirectory, environment: {} });
}

test('a right file has the id of the experiment, and the number of its points', async (t) => {
  const text = withLines({ 17: 'sweep: {grid: {seed: [1, 2, 3]}}' });
  const { id } = await load(t, { 'x.yaml': text });
  t.deepEqual(await check(t, 'x.yaml', text), {
    file: 'x.yaml',
    problems: [],
    notChecked: [],
    notes: [],
    points: 3,
    id,
  });
});

test('a wrong file has problems in order of lines, and no id', async (t) => {
  const result = await check(t, 'x.yaml', withLines({ 13: '  lr: x', 2: 'seed: x' }));
  t.deepEqual(
    result.problems.map(({ where }) => where?.line),
    [2, 13],
  );
  t.false('id' in result);
});

test('a file that is there to be extended may lack keys, and nothing else', async (t) => {
  t.deepEqual(await check(t, '_x.yaml', 'seed: 1\n'), {
    file: '_x.yaml',
    problems: [],
    notChecked: [],
    notes: [],
    points: 0,
  });
  t.is((await check(t, 'x.yaml', 'seed: 1\n')).problems[0]?.code, 'missing-key');
  t.deepEqual(
    (await check(t, '_x.yaml', 'seed: x\n')).problems.map(({ code }) => code),
    ['wrong-type'],
  );
});
