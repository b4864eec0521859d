import { existsSync } from 'node:fs';
import test from 'ava';
import { demoSite } from '../../src/demo/site.ts';
import { colorsDescription as description } from './_colors.ts';

const model = Uint8Array.of(1, 2);
const example = (name: string) => ({ name, bytes: Uint8Array.of(3), suffix: '.webp' });

test('a demo is the page, the network, what describes it, ONNX Runtime and the examples', (t) => {
  const site = demoSite({ description, model, examples: [example('one'), example('two')], webgpu: false });
  t.deepEqual(
    [...site.keys()],
    [
      ...['index.html', 'style.css', 'icon.svg', 'page.js', 'worker.js', 'LICENSES.txt'],
      ...['ort/ort.wasm.min.mjs', 'ort/ort-wasm-simd-threaded.mjs', 'ort/ort-wasm-simd-threaded.wasm'],
      ...['model.onnx', 'model.json', 'examples/1.webp', 'examples/2.webp', '_headers'],
    ],
  );
  t.is(site.get('model.onnx'), model);
  t.deepEqual(JSON.parse(Buffer.from(site.get('model.json') as Uint8Array).toString()), {
    ...description,
    webgpu: false,
    examples: [
      { name: 'one', file: 'examples/1.webp' },
      { name: 'two', file: 'examples/2.webp' },
    ],
  });
  t.is(
    Buffer.from(site.get('_headers') as Uint8Array).toString(),
    '/*\n  Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Embedder-Policy: require-corp\n',
  );
});

test('every file that the package has to bring is there, those for WebGPU too', (t) => {
  const site = demoSite({ description, model, examples: [], webgpu: true });
  t.true(site.has('ort/ort-wasm-simd-threaded.asyncify.wasm'));
  const missing = [...site.values()].filter((content) => content instanceof URL && !existsSync(content));
  t.deepEqual(missing.map(String), []);
});
