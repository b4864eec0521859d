import test from 'ava';
import { execa } from 'execa';
import { makeProject } from '../proof/mutation/_project.ts';

const helper = new URL('requirements.ts', import.meta.url).href;
const files = {
  'test/some.test.ts': `
    import { testIf, testWithout } from ${JSON.stringify(helper)};
    const always = await testIf();
    always('two', (t, sum) => t.is(1 + 1, sum), 2);
    testWithout('unicorn', 'no unicorn is here')('rides', (t) => t.fail());
    testWithout('dragon', 'no dragon is here').serial('burns', (t) => t.fail());
  `,
};

async function run(required: string): Promise<string[]> {
  const options = { cwd: await makeProject(files), env: { TESSERA_REQUIRE: required }, reject: false } as const;
  const { stdout } = await execa('node_modules/.bin/ava', ['--tap'], options);
  return stdout.split('\n').filter((line) => /^(not )?ok|^ +message/.test(line));
}

test('what can not run is skipped and says why', async (t) => {
  t.deepEqual((await run('')).sort(), [
    'ok 1 - rides (skipped: no unicorn is here) # SKIP',
    'ok 2 - burns (skipped: no dragon is here) # SKIP',
    'ok 3 - two',
  ]);
});

test('what is required must be there', async (t) => {
  const lines = await run('tensorboard,unicorn');
  t.true(lines.some((line) => /^ok \d - burns .* # SKIP$/.test(line)));
  t.true(lines.some((line) => /^not ok \d - rides$/.test(line)));
  t.true(lines.some((line) => line.includes('TESSERA_REQUIRE names unicorn, but no unicorn is here')));
});
