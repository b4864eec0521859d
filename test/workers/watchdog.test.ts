import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { experimentFile, runInProcess, tessera, tinyExperiment } from '../helpers/tessera.ts';
import { runsIn } from '../helpers/folders.ts';

/** A loss that does something at its fifth call: after the first epoch, of two steps and a validation. */
const plugin = (what: string) => `
let calls = 0;
export const odd = ({ defineComponent, z }) => defineComponent({
  kind: 'loss', type: 'odd', description: 'For tests.', params: z.strictObject({}),
  build: (_, { tf }) => (logits) => {
    if (++calls === 5) { ${what} }
    return tf.mean(tf.square(logits));
  },
});
`;

async function runWith(what: string, atTheTop = '', minutes = '1') {
  const text = tinyExperiment.replace('cross-entropy', 'odd');
  const { folder, file, runs } = await experimentFile(`${text}plugins: [./odd.mjs]\nengine: {backend: cpu}\n`);
  await writeFile(join(folder, 'odd.mjs'), `${atTheTop}\n${plugin(what)}`);
  const env = { TESSERA_WATCHDOG_MINUTES: minutes, TESSERA_REPORT: join(folder, 'report.json') };
  const { exitCode, signal, stderr } = await tessera(['run', file, '--runs', runs], { env });
  const [name] = await runsIn(runs);
  const json = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  const record = name === undefined ? undefined : await json(join(runs, name, 'run.json'));
  const checkpoints = name === undefined ? [] : await readdir(join(runs, name, 'checkpoints'));
  return { exitCode, signal, stderr, record, checkpoints, report: await json(env.TESSERA_REPORT) };
}

test.serial('an endless loop in training is ended, recorded and told; the last checkpoint stays', async (t) => {
  // Long enough for what blocks rightly on a busy machine, such as loading TensorFlow.js.
  const { signal, stderr, record, checkpoints, report } = await runWith('for (;;);', '', '0.5');
  t.is(signal, 'SIGKILL');
  t.regex(stderr, /error\[plugin-failed\]: expected the code of plugins to pause, .* busy for 30 seconds/);
  t.regex(stderr, /TESSERA_WATCHDOG_MINUTES=120/);
  t.like(record, { status: 'failed' });
  t.regex(String(record?.['error']), /^plugin-failed: expected the code of plugins to pause/);
  t.true(checkpoints.includes('last.safetensors') && checkpoints.every((file) => file.endsWith('.safetensors')));
  t.like(report, { problems: [{ code: 'plugin-failed' }] });
});

test.serial('an endless loop in a loader thread is ended, recorded and told; the last checkpoint stays', async (t) => {
  const text = `${tinyExperiment.replace('horizontal-flip', 'odd').replace('epochs: 3', 'epochs: 9')}plugins: [./odd.mjs]\nengine: {backend: cpu}\nloader: {workers: 1}\n`;
  const { folder, file, runs } = await experimentFile(text);
  // The first epoch, which is validated and saved, has 8 samples; the next 12 may be made ahead.
  const loop = 'if (!isMainThread && ++samples > 20) for (;;);';
  await writeFile(
    join(folder, 'odd.mjs'),
    `import { isMainThread } from 'node:worker_threads';
     let samples = 0;
     export const odd = ({ defineComponent, z }) => defineComponent({
       kind: 'augmentation', type: 'odd', description: 'For tests.', params: z.strictObject({}),
       build: () => (sample) => { ${loop} return sample; },
     });`,
  );
  // Nothing watches the main thread of this process, so the limit may be short.
  process.env['TESSERA_WATCHDOG_MINUTES'] = '0.05';
  t.teardown(() => delete process.env['TESSERA_WATCHDOG_MINUTES']);
  const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs], folder);
  t.is(exitCode, 1);
  t.regex(stderr, /error\[plugin-failed\]: .* a loader thread has been busy for 3 seconds with the sample train-000\d/);
  const [name] = await runsIn(runs);
  const record = JSON.parse(await readFile(join(runs, name!, 'run.json'), 'utf8')) as Record<string, unknown>;
  t.like(record, { status: 'failed' });
  t.regex(String(record['error']), /^plugin-failed: .* a loader thread has been busy/);
  t.true((await readdir(join(runs, name!, 'checkpoints'))).includes('last.safetensors'));
});

test.serial('an endless loop while a plugin is loaded is ended too', async (t) => {
  const { signal, stderr, record } = await runWith('', 'for (;;);', '0.1');
  t.is(signal, 'SIGKILL');
  t.regex(stderr, /error\[plugin-failed\]/);
  t.is(record, undefined);
});

for (const [what, code, message] of [
  ['a rejection that nothing handles', "Promise.reject(new Error('stray'));", /an error that nothing handled: stray$/],
  ['an error in a timer', "setTimeout(() => { throw new Error('late'); }, 0);", /an error that nothing handled: late$/],
  ['process.exit', 'process.exit(0);', /it called `process\.exit\(0\)` at .*odd\.mjs:\d+:\d+$/],
] as const)
  test.serial(`${what} in training ends with a named error, and the run is recorded as failed`, async (t) => {
    const { exitCode, stderr, record, report } = await runWith(code);
    t.is(exitCode, 1);
    t.regex(stderr, /^error\[plugin-failed\]: /m);
    t.like(record, { status: 'failed' });
    t.regex(String(record?.['error']), message);
    t.like(report, { problems: [{ code: 'plugin-failed' }] });
  });

for (const [what, code, message] of [
  ['a top-level await that never settles', 'await new Promise(() => {});', /a promise that never settles/],
  ['a rejection that nothing handles', "Promise.reject(new Error('early'));", /nothing handled: early/],
  ['process.exit', 'process.exit(0);', /it called `process\.exit\(0\)`/],
] as const)
  test.serial(`${what} while a plugin is loaded is a problem at the line that names the plugin`, async (t) => {
    const { exitCode, stderr, record } = await runWith('', code);
    t.is(exitCode, 2);
    t.regex(stderr, /experiment\.yaml:10:11: error\[bad-plugin\]: .*loading `\.\/odd\.mjs` failed/);
    t.regex(stderr, message);
    t.is(record, undefined);
  });
