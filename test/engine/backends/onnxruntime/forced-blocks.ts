import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { sessionOptions } from '../../../../src/engine/backends/onnxruntime/session-options.ts';
import { tensorsOf } from '../../../../src/engine/backends/onnxruntime/tensors.ts';
import { loadCpuBackend } from '../../../../src/engine/recording/cpu-package.ts';
import { registerGradients } from '../../../../src/engine/gradients/index.ts';
import { lowerGraph } from '../../../../src/engine/onnx/lower-graph.ts';
import type { Target } from '../../../../src/engine/onnx/lowering.ts';
import { encodeModel } from '../../../../src/engine/onnx/model.ts';
import { LazyBackend } from '../../../../src/engine/recording/lazy-backend.ts';
import { registerKernels } from '../../../../src/engine/recording/register-kernels.ts';
import { type Compile, SessionCache } from '../../../../src/engine/recording/session-cache.ts';
import { spellOutBlocks } from '../../onnx/spell-out-blocks.ts';

/** Registers a backend that computes in blocks of a size that the processor need not have, and returns its name. */
export function registerForcedBlocks(blockSize: number): string {
  return registerForced(`blocks of ${blockSize}`, { blockSize });
}

/** Registers a backend that computes on the processor what a GPU would be given, and returns its name. */
export function registerForcedGpu(): string {
  return registerForced('nodes for a GPU', { blockSize: 1, gpu: true });
}

function registerForced(name: string, target: Target): string {
  loadCpuBackend();
  registerGradients();
  const backend = new LazyBackend(name, new SessionCache(compiler(target), 8));
  tf.registerBackend(name, () => backend);
  registerKernels(name, backend);
  return name;
}

function compiler(target: Target): Compile {
  return (graph) => {
    const model = encodeModel(spellOutBlocks(lowerGraph(graph, target), target.blockSize), { open: true });
    const created = ort.InferenceSession.create(model, sessionOptions(1));
    return {
      async run(now, places) {
        const { feeds, fetches, take } = tensorsOf(now, places, ort.Tensor);
        await (await created).run(feeds, fetches);
        take();
      },
      dispose: () => void created.then((session) => session.release()),
    };
  };
}
