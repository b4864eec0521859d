import type { DemoDescription } from '../description.ts';
import { chooseDevice, type Gpu } from './choose-device.ts';
import type { Answer, Device, Failure, FromWorker, Photo, ToWorker } from './messages.ts';

export interface SegmenterObserver {
  loading(loaded: number, total: number): void;
  ready(device: Device, threads: number): void;
  /** The network can't run here at all. */
  failed(failure: Failure): void;
}

export interface Segmenter {
  /** Undefined if a later photo came before this one's turn. */
  segment(photo: Photo): Promise<Answer | Failure | undefined>;
}

/** How long a WebGPU device may be silent before WebAssembly takes its place. */
const silenceLimit = 20_000;

/**
 * The network in a worker. A WebGPU device that fails or is silent for too long is given up for WebAssembly. One photo
 * is segmented at a time, and of those that wait only the latest.
 */
export function createSegmenter(description: DemoDescription, observer: SegmenterObserver): Segmenter {
  let current = keep(start());
  let busy = false;
  let waiting: { photo: Photo; resolve: (answer: Answer | Failure | undefined) => void } | undefined;

  async function start(): Promise<WorkerLink> {
    const { gpu } = navigator as Navigator & { readonly gpu?: Gpu };
    const device = description.webgpu ? await chooseDevice(gpu) : 'wasm';
    return open(device);
  }

  async function open(device: Device): Promise<WorkerLink> {
    const link = openWorker(description, device, (loaded, total) => observer.loading(loaded, total));
    const first = await link.next();
    if (first.kind === 'ready') {
      observer.ready(device, first.threads);
      return link;
    }
    link.close();
    if (device === 'webgpu') return open('wasm');
    const failure = first.kind === 'failed' ? first.failure : unexpected;
    observer.failed(failure);
    throw new Error(failure.message);
  }

  async function segmentOn(photo: Photo): Promise<Answer | Failure> {
    try {
      const link = await current;
      link.send({ kind: 'segment', photo });
      const message = await link.next();
      if (message.kind === 'answer') return message.answer;
      const failure = message.kind === 'failed' ? message.failure : unexpected;
      if (failure.why === 'unreadable') return failure;
      // What went wrong may have left the worker without memory or its device, so the next photo gets a new one.
      link.close();
      current = keep(open('wasm'));
      return link.device === 'webgpu' ? await segmentOn(photo) : failure;
    } catch (error) {
      return { why: 'network', message: String(error) };
    }
  }

  async function work(): Promise<void> {
    busy = true;
    while (waiting) {
      const { photo, resolve } = waiting;
      waiting = undefined;
      resolve(await segmentOn(photo));
    }
    busy = false;
  }

  return {
    segment: (photo) =>
      new Promise((resolve) => {
        waiting?.resolve(undefined);
        waiting = { photo, resolve };
        if (!busy) void work();
      }),
  };
}

/** A failure is told to the observer, and to whoever asks for a photo: nobody else has to handle it. */
function keep<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

const unexpected: Failure = { why: 'network', message: 'the worker gave an answer that nobody asked for' };

interface WorkerLink {
  readonly device: Device;
  send(message: ToWorker): void;
  /** What the worker says next, progress aside; `failed` too if it crashes or a WebGPU device is silent. */
  next(): Promise<FromWorker>;
  close(): void;
}

function openWorker(
  description: DemoDescription,
  device: Device,
  onLoading: (loaded: number, total: number) => void,
): WorkerLink {
  const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  let resolve: ((message: FromWorker) => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (message: FromWorker) => {
    clearTimeout(timer);
    resolve?.(message);
    resolve = undefined;
  };
  const fail = (message: string) => settle({ kind: 'failed', failure: { why: 'network', message } });
  const watch = () => {
    clearTimeout(timer);
    if (device === 'webgpu') timer = setTimeout(() => fail('the WebGPU device does not answer'), silenceLimit);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind !== 'loading') return settle(data);
    watch();
    onLoading(data.loaded, data.total);
  });
  worker.addEventListener('error', ({ message }) => fail(message || 'the worker could not be started'));
  worker.postMessage({ kind: 'load', description, device } satisfies ToWorker);
  return {
    device,
    send: (message) => worker.postMessage(message),
    next: () =>
      new Promise((done) => {
        resolve = done;
        watch();
      }),
    close: () => worker.terminate(),
  };
}
