import type * as Ort from 'onnxruntime-web';
import { runtimeFiles } from '../runtime-files.ts';
import type { Device } from './messages.ts';
import type { RunNetwork } from './segment.ts';

export interface LoadedNetwork {
  readonly threads: number;
  readonly run: RunNetwork;
}

/** Loads ONNX Runtime and `model.onnx`, both from the folder of the page. */
export async function loadNetwork(
  folder: URL,
  device: Device,
  onProgress: (loaded: number, total: number) => void,
): Promise<LoadedNetwork> {
  const [module, , wasm] = runtimeFiles[device];
  const files = new URL('ort/', folder);
  const loading = new Downloads(onProgress);
  const [ort, wasmBinary, model] = await Promise.all([
    import(new URL(module, files).href) as Promise<typeof Ort>,
    loading.fetch(new URL(wasm, files)),
    loading.fetch(new URL('model.onnx', folder)),
  ]);
  const threads = threadCount();
  Object.assign(ort.env.wasm, { wasmPaths: files.href, wasmBinary, numThreads: threads });
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(model, { executionProviders: [device] });
  return {
    threads,
    async run(pixels, { height, width }) {
      const image = new ort.Tensor('uint8', pixels, [1, height, width, 3]);
      const { logits } = await session.run({ image });
      return (await logits!.getData()) as Float32Array;
    },
  };
}

/** Threads share memory, which browsers allow only to pages that are isolated by their server's headers. */
function threadCount(): number {
  return globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, 8) : 1;
}

/** Several downloads with one progress. */
class Downloads {
  #loaded = 0;
  #total = 0;
  readonly #onProgress: (loaded: number, total: number) => void;

  constructor(onProgress: (loaded: number, total: number) => void) {
    this.#onProgress = onProgress;
  }

  async fetch(url: URL): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`${url.pathname} can't be loaded (${response.status})`);
    // The length of a compressed answer is not that of its content: then the total grows with what has come.
    const isPlain = response.headers.get('content-encoding') === null;
    const known = isPlain ? Number(response.headers.get('content-length') ?? 0) : 0;
    this.#total += known;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      this.#loaded += part.value.length;
      this.#total = Math.max(this.#total, this.#loaded);
      this.#onProgress(this.#loaded, this.#total);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
}
