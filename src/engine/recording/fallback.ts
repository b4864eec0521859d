import {
  type BackendValues,
  type DataType,
  engine,
  findBackend,
  findBackendFactory,
  getKernel,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { loadCpuBackend } from './cpu-package.ts';

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

/** The backend wasm if it was started and has the kernel, or else that in plain JavaScript, which is always there. */
function hostOf(backendName: string, kernelName: string): string {
  if ('wasm' in engine().registry && getKernel(kernelName, 'wasm')) return 'wasm';
  if (findBackendFactory('cpu') === null) loadCpuBackend();
  if (getKernel(kernelName, 'cpu')) return 'cpu';
  throw new Error(
    `Expected a backend with the kernel ${kernelName}, got none: ${backendName} has no lowering for this call, ` +
      'and neither wasm nor cpu can run it.',
  );
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
