import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { makeFolder } from '../core/make-folder.ts';
import { runtimeFiles } from '../demo/runtime-files.ts';

/** In a browser, the SIMD routines are not read from a file: their bytes are in the program. */
const routinesInside: Plugin = {
  name: 'routines-inside',
  setup({ onLoad }) {
    onLoad({ filter: /simd[\\/]read-routines\.ts$/ }, () => ({
      contents: "import bytes from './dist/simd.wasm'; export const readRoutines = () => bytes;",
      resolveDir: process.cwd(),
    }));
  },
};

/** Makes the page of `tessera demo`, all but the network and ONNX Runtime. */
export async function bundlePage(folder: string): Promise<void> {
  await build({
    entryPoints: ['src/demo/page/page.ts', 'src/demo/page/worker.ts'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    minify: true,
    loader: { '.wasm': 'binary' },
    plugins: [routinesInside],
  });
  for (const name of ['index.html', 'style.css', 'icon.svg', 'LICENSES.txt'])
    await copyFile(join('src/demo/page', name), join(folder, name));
}

/** Copies what the page needs of ONNX Runtime. The package itself is 140 MB, so it is no dependency of Tessera. */
export async function copyRuntime(folder: string): Promise<void> {
  await makeFolder(join(folder, 'ort'));
  for (const name of Object.values(runtimeFiles).flat())
    await copyFile(join('node_modules/onnxruntime-web/dist', name), join(folder, 'ort', name));
}
