/**
 * The files of ONNX Runtime beside the page, by device: the library, the module of its WebAssembly, and that itself.
 */
export const runtimeFiles = {
  wasm: ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'],
  webgpu: ['ort.webgpu.min.mjs', 'ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm'],
} as const;

/** The page's own files, which `npm run bundle` makes or copies to `dist/demo`. */
export const pageFiles = ['index.html', 'style.css', 'icon.svg', 'page.js', 'worker.js', 'LICENSES.txt'] as const;
