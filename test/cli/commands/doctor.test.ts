import test from 'ava';
import type { Examination } from '../../../src/engine/doctor.ts';
import { runInProcess } from '../../helpers/tessera.ts';

test.serial('doctor --json lists every backend once, those that npm always brings as there', async (t) => {
  const { exitCode, stdout } = await runInProcess(['doctor', '--json']);
  t.is(exitCode, 0);
  const { backends, automatic, processors, node } = JSON.parse(stdout) as Examination;
  t.deepEqual(
    backends.map(({ name }) => name),
    ['onnxruntime', 'tensorflow', 'wasm', 'cpu'],
  );
  t.deepEqual(
    backends.filter(({ name, there }) => there && (name === 'wasm' || name === 'cpu')).map(({ name }) => name),
    ['wasm', 'cpu'],
  );
  t.true(backends.some(({ name, there }) => name === automatic && there));
  t.true(processors.count >= 1 && processors.from.length > 0);
  t.is(node, process.version);
});

test.serial('doctor says of every backend that is not there why, and how to get it', async (t) => {
  const examination = JSON.parse((await runInProcess(['doctor', '--json'])).stdout) as Examination;
  const { stdout } = await runInProcess(['doctor']);
  t.regex(stdout, /\d+ threads? by default: (the processors of this machine|a CPU quota of)/);
  for (const backend of examination.backends) {
    if (backend.there) {
      t.true(stdout.includes(`${backend.name}: there\n  ${backend.what}`));
    } else {
      t.true(backend.howToGet.length > 0);
      t.true(stdout.includes(`${backend.name}: not there\n  ${backend.why}\n  = ${backend.howToGet[0]}`));
    }
  }
  t.true(stdout.endsWith(`engine: {backend: auto} takes ${examination.automatic}.`));
});
