import test from 'ava';
import { execa } from 'execa';
import { watchStrayErrors, withStrayErrors } from '../../src/core/stray-errors.ts';
import { fromSource } from '../helpers/from-source.ts';

const module = new URL('../../src/core/stray-errors.ts', import.meta.url).href;

/** Runs a program in a process of its own, since stray errors concern a whole process. */
async function run(body: string) {
  const code = `import { watchStrayErrors, withStrayErrors } from ${JSON.stringify(module)};
    const never = () => new Promise(() => {});
    const forever = () => new Promise((resolve) => setTimeout(resolve, 60_000));
    const say = (error) => { console.log(error.message); process.exit(3); };
    ${body}`;
  const args = [...fromSource, '--input-type=module', '--eval', code];
  const { stdout, exitCode } = await execa(process.execPath, args, { reject: false });
  return { stdout, exitCode };
}

const message = 'plugin-failed: expected all work to be awaited, got';
const cases: [what: string, body: string, expected: string][] = [
  [
    'a rejection that nothing handles',
    `Promise.reject(new Error('one')); withStrayErrors(forever).catch(say);`,
    `${message} an error that nothing handled: one`,
  ],
  [
    'an error in a timer',
    `setTimeout(() => { throw new Error('two'); }, 1); withStrayErrors(forever).catch(say);`,
    `${message} an error that nothing handled: two`,
  ],
  [
    'a promise that never settles',
    `withStrayErrors(never).catch(say);`,
    `${message} a promise that never settles: nothing is left to do, but its result is awaited`,
  ],
  [
    'an error of the innermost who watches',
    `withStrayErrors(() => withStrayErrors(never).catch((error) => { throw new Error('inner ' + error.message); })).catch(say);`,
    `inner ${message} a promise that never settles: nothing is left to do, but its result is awaited`,
  ],
];
for (const [what, body, expected] of cases)
  test(`${what} is told to who watches`, async (t) => {
    t.deepEqual(await run(body), { stdout: expected, exitCode: 3 });
  });

test('who has stopped is told nothing', async (t) => {
  const { exitCode } = await run(`watchStrayErrors().stop(); Promise.reject(new Error('x'));`);
  t.is(exitCode, 1, 'what Node.js does by itself');
});

test('the signal is aborted with the error', async (t) => {
  const body = `const strays = watchStrayErrors();
    strays.signal.onabort = () => { console.log(strays.signal.reason.problems[0].code); process.exit(0); };
    Promise.reject(new Error('x')); forever();`;
  t.deepEqual(await run(body), { stdout: 'plugin-failed', exitCode: 0 });
});

test('the result and the error of the work itself pass through, and no listener stays', async (t) => {
  const before = process.listenerCount('uncaughtException');
  t.is(await withStrayErrors(() => Promise.resolve(5)), 5);
  await t.throwsAsync(
    withStrayErrors(() => Promise.reject(new Error('own'))),
    { message: 'own' },
  );
  const strays = watchStrayErrors();
  t.is(process.listenerCount('uncaughtException'), before + 1);
  strays.stop();
  strays.stop();
  t.is(process.listenerCount('uncaughtException'), before);
});
