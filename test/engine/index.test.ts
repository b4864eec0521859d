import { cpus } from 'node:os';
import test from 'ava';
import { startEngine } from '../../src/engine/index.ts';

test.serial(
  'TESSERA_THREADS says how many threads a native backend takes where the configuration does not',
  async (t) => {
    process.env['TESSERA_THREADS'] = '3';
    t.teardown(() => {
      delete process.env['TESSERA_THREADS'];
    });
    const engine = await startEngine({ backend: 'onnxruntime' });
    t.is(engine.threads, 3);
  },
);

test.serial('a backend keeps the threads that it first got', async (t) => {
  const engine = await startEngine({ backend: 'onnxruntime', threads: 2 });
  t.is(engine.threads, 3);
});

test.serial(
  'the engine says what it computes on, and how many threads a single-threaded backend really has',
  async (t) => {
    const engine = await startEngine({ backend: 'cpu', threads: 4 });
    t.is(engine.threads, 1);
    t.deepEqual(engine.device, { kind: 'cpu', name: cpus()[0]!.model.trim() });
    t.regex(engine.description, /^cpu \(@tensorflow\/tfjs-backend-cpu 4\.\d+\.\d+\)$/);
    t.is(engine.tf.getBackend(), 'cpu');
  },
);
