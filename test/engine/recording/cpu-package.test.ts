import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { cpuBackend } from '../../../src/engine/backends/cpu.ts';
import { loadCpuBackend } from '../../../src/engine/recording/cpu-package.ts';

test('the backend in plain JavaScript is there once it is loaded, and says the version of its package', async (t) => {
  t.false('cpu' in tf.engine().registryFactory);
  const installed = createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu/package.json') as { version: string };
  t.is(loadCpuBackend(), installed.version);
  t.true(await tf.setBackend('cpu'));
  const what = `@tensorflow/tfjs-backend-cpu ${installed.version}`;
  t.like(await cpuBackend.probe({ threads: 1 }), { there: true, what });
});
