import test, { type ExecutionContext } from 'ava';
import type { BackendName } from '../../schemas/index.ts';
import type { Backend } from '../../src/engine/backend.ts';
import { chooseBackend } from '../../src/engine/choose.ts';
import { TesseraError } from '../../src/core/errors/index.ts';

const names: readonly BackendName[] = ['tensorflow', 'onnxruntime', 'wasm', 'cpu'];

test('auto takes ONNX Runtime where it is there', chooses, 'auto', names, 'onnxruntime');
test(
  'auto takes TensorFlow where ONNX Runtime is not there',
  chooses,
  'auto',
  ['tensorflow', 'wasm', 'cpu'],
  'tensorflow',
);
test('auto takes wasm where nothing native is there', chooses, 'auto', ['wasm', 'cpu'], 'wasm');
test('a backend that is asked for is taken even where a faster one is there', chooses, 'wasm', names, 'wasm');

test('a backend that is asked for and not there says why and how to get it', async (t) => {
  const error = await t.throwsAsync(chooseBackend('tensorflow', backendsWith(['cpu']), { threads: 2 }), {
    instanceOf: TesseraError,
  });
  const [problem] = error.problems;
  t.is(problem?.code, 'backend-missing');
  t.is(problem?.message, 'Expected the backend `tensorflow` to be available on this machine, but no tensorflow here.');
  t.is(problem?.hints?.[0], 'get tensorflow');
});

test('where a GPU is asked for, auto takes the first backend that has one, and no other', async (t) => {
  const options = { threads: 2, device: { kind: 'gpu', index: 0 } } as const;
  const { backend } = await chooseBackend('auto', backendsWith(['tensorflow', 'wasm']), options);
  t.is(backend.name, 'tensorflow');
  const error = await t.throwsAsync(chooseBackend('auto', backendsWith(['wasm', 'cpu']), options), {
    instanceOf: TesseraError,
  });
  const [problem] = error.problems;
  t.is(problem?.code, 'device-missing');
  t.regex(problem!.message, /\(onnxruntime: no onnxruntime here; tensorflow: no tensorflow here\)/);
  t.is(problem?.hints?.[0], 'get onnxruntime');
});

test('auto says that the fastest backend is missing, why, and how to get it', async (t) => {
  const { missing } = await chooseBackend('auto', backendsWith(['wasm']), { threads: 2 });
  t.like(missing, { name: 'onnxruntime', why: 'no onnxruntime here', howToGet: ['get onnxruntime'] });
});

test('nothing is missing where the fastest is there, or another one was asked for', async (t) => {
  t.is((await chooseBackend('auto', backendsWith(names), { threads: 2 })).missing, undefined);
  t.is((await chooseBackend('wasm', backendsWith(['wasm']), { threads: 2 })).missing, undefined);
});

async function chooses(
  t: ExecutionContext,
  asked: BackendName | 'auto',
  there: readonly BackendName[],
  expected: BackendName,
) {
  const { backend } = await chooseBackend(asked, backendsWith(there), { threads: 2 });
  t.is(backend.name, expected);
}

function backendsWith(there: readonly BackendName[]): ReadonlyMap<BackendName, Backend> {
  const backend = (name: BackendName): Backend => ({
    name,
    hasGpus: name === 'onnxruntime' || name === 'tensorflow',
    probe: async () =>
      there.includes(name)
        ? { there: true, what: name }
        : { there: false, why: `no ${name} here`, howToGet: [`get ${name}`] },
    start: async () => ({ threads: 1, device: { kind: 'cpu', name: 'test' } }),
  });
  return new Map(names.map((name) => [name, backend(name)]));
}
