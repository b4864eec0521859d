import {
  type BackendValues,
  type DataType,
  engine,
  findBackend,
  getKernel,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** A backend that gives numbers to another one and takes them back. */
export interface Lender {
  compute(dataId: object): BackendValues;
  write(values: BackendValues, shape: number[], dtype: DataType): object;
}

type Say = (line: string) => void;

/** Answers kernels that have no lowering, or decline a call, with another backend's kernel. Says so once for each. */
export function createFallback(backendName: string, backend: Lender, say: Say): (kernelName: string) => KernelFunc {
  const said = new Set<string>();
  return (kernelName) => (params) => {
    const host = hostOf(backendName, kernelName);
    if (!said.has(kernelName))
      say(`${backendName}: the kernel ${kernelName} runs on the ${host} backend, which is slower.`);
    said.add(kernelName);
    return runOn(host, kernelName, params, backend);
  };
}

const hosts = ['wasm', 'cpu'];

function hostOf(backendName: string, kernelName: string): string {
  const ready = hosts.filter((host) => isReady(host) && getKernel(kernelName, host));
  if (ready[0] !== undefined) return ready[0];
  throw new Error(
    `Expected a backend with the kernel ${kernelName}, got none: ${backendName} has no lowering for this call, ` +
      'and neither wasm nor cpu can run it.',
  );
}

/** The cpu backend starts when it is looked for, wasm must have been started. */
function isReady(host: string): boolean {
  return host in engine().registry || (host === 'cpu' && findBackend(host) !== null);
}

function runOn(
  host: string,
  kernelName: string,
  { inputs, attrs }: Parameters<KernelFunc>[0],
  backend: Lender,
): TensorInfo | TensorInfo[] {
  const other = findBackend(host);
  const lend = (info: TensorInfo): TensorInfo => ({
    ...info,
    dataId: other.write(backend.compute(info.dataId), info.shape, info.dtype),
  });
  const takeBack = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
    const values = other.readSync(dataId);
    other.disposeData(dataId);
    return { dataId: backend.write(values.slice(), shape, dtype), shape, dtype };
  };
  const entries = Object.entries(inputs as Record<string, TensorInfo | undefined>);
  const lent = entries.flatMap(([name, info]): [string, TensorInfo][] => (info ? [[name, lend(info)]] : []));
  const args = Array.isArray(inputs) ? lent.map(([, info]) => info) : Object.fromEntries(lent);
  const results = getKernel(kernelName, host).kernelFunc({
    inputs: args as never,
    ...(attrs && { attrs }),
    backend: other,
  });
  const ours = Array.isArray(results) ? results.map(takeBack) : takeBack(results);
  for (const [, info] of lent) other.disposeData(info.dataId);
  return ours;
}
