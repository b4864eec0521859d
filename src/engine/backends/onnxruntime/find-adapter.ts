import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { encodeModel } from '../../onnx/model.ts';
import { requireOptional } from '../../packages.ts';
import { type Adapter, type AdapterPresence, readAdapter, type Trial } from './read-adapter.ts';

/**
 * Looks for the device that WebGPU computes on, by computing a sum on it in a process of its own: a driver that crashes
 * then crashes only that. It takes a few tenths of a second, once in a process.
 */
export function findAdapter(): Promise<AdapterPresence> {
  return (found ??= look());
}

let found: Promise<AdapterPresence> | undefined;

/** Whether the system has a graphics card at all, as far as can be known without opening it. Only Linux tells. */
export function mayHaveCard(): boolean {
  if (process.platform !== 'linux') return true;
  const cards = existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  return cards || existsSync('/dev/nvidia0') || existsSync('/dev/dxg');
}

async function look(): Promise<AdapterPresence> {
  const presence = readAdapter(await tryDevice(), process.platform);
  if (!presence.there) return presence;
  return { there: true, adapter: { ...presence.adapter, driver: withVersion(presence.adapter) } };
}

/** NVIDIA's driver tells its version in a file. */
function withVersion({ driver }: Adapter): string {
  try {
    const version = /\b(\d+\.\d+(?:\.\d+)?)\b/.exec(readFileSync('/proc/driver/nvidia/version', 'utf8'))?.[1];
    return /nvidia/i.test(driver) && version !== undefined ? `${driver} ${version}` : driver;
  } catch {
    return driver;
  }
}

const model = encodeModel({
  nodes: [{ operator: 'Add', domain: '', inputs: ['x', 'x'], outputs: ['sum'], attributes: {} }],
  initializers: [],
  inputs: [{ name: 'x', type: 'float32', shape: [1] }],
  outputs: [{ name: 'sum', type: 'float32', shape: [1] }],
});

const program = `
const {env, InferenceSession, Tensor} = require(process.argv[1]);
env.logLevel = 'verbose';
(async () => {
  const options = {executionProviders: ['webgpu'], logSeverityLevel: 4};
  const session = await InferenceSession.create(Buffer.from(process.argv[2], 'base64'), options);
  const {sum} = await session.run({x: new Tensor('float32', Float32Array.of(2), [1])});
  if (sum.data[0] !== 4) throw new Error('expected 2 + 2 to be 4, got ' + sum.data[0]);
})().catch((error) => {
  console.error('trial failed: ' + error.message.split('\\n')[0]);
  process.exitCode = 1;
});
`;

const patienceMs = 30_000;

function tryDevice(): Promise<Trial> {
  const library = requireOptional.resolve('onnxruntime-node');
  const args = ['--eval', program, library, Buffer.from(model).toString('base64')];
  const env = { ...process.env, VK_LOADER_DEBUG: 'all' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: patienceMs, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) =>
      resolve({ worked: error === null, log: stdout + stderr }),
    );
  });
}
