import { createRequire } from 'node:module';
import test from 'ava';
import { cpuBackend } from '../../../src/engine/backends/cpu.ts';
import { version } from '../../../src/engine/backends/cpu-package.ts';

test('the backend in plain JavaScript says the version of its package', async (t) => {
  const installed = createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu/package.json') as { version: string };
  t.is(version, installed.version);
  t.like(await cpuBackend.probe({ threads: 1 }), { there: true, what: `@tensorflow/tfjs-backend-cpu ${version}` });
});
