import { readdir } from 'node:fs/promises';
import test from 'ava';
import { runTestFile } from '../../../proof/mutation/run-tests.ts';
import { createSandbox } from '../../../proof/mutation/sandbox.ts';
import { makeProject } from './_project.ts';

test('a test file passes, fails with the title of its first failure, or takes too long', async (t) => {
  t.timeout(300_000);
  const sandbox = await createSandbox(
    await makeProject({
      'test/good.test.ts': "import test from 'ava'; test('good', (t) => t.pass());",
      'test/bad.test.ts': `import test from 'ava';
        test('good', (t) => t.pass());
        test('bad', (t) => t.fail());
        test.failing('known to be bad', (t) => t.fail());`,
      'test/long.test.ts': `import test from 'ava';
        import { mkdtempSync } from 'node:fs';
        import { tmpdir } from 'node:os';
        test('long', async (t) => {
          mkdtempSync(tmpdir() + '/left-behind-');
          await new Promise((resolve) => setTimeout(resolve, 200_000));
        });`,
    }),
  );
  t.teardown(() => sandbox.remove());

  t.is((await runTestFile(sandbox, 'test/good.test.ts', 100)).outcome, 'passed');
  t.like(await runTestFile(sandbox, 'test/bad.test.ts', 100), { outcome: 'failed', failure: 'bad' });
  const long = await runTestFile(sandbox, 'test/long.test.ts', 20);
  t.is(long.outcome, 'timed out');
  t.true(long.seconds < 100);
  t.true((await readdir(sandbox.scratch)).some((name) => name.startsWith('left-behind-')));
  await sandbox.clean();
  t.false((await readdir(sandbox.scratch)).some((name) => name.startsWith('left-behind-')));
});
