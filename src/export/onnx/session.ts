import type * as OnnxRuntime from 'onnxruntime-node';
import { requireOptional } from '../../engine/packages.ts';
import type { ImageInput, ModelOutput } from '../form.ts';
import type { InputBatch } from '../test-inputs.ts';

/** An exported model, opened with ONNX Runtime as anybody would open it. */
export interface ExportedSession {
  /** Logits or labels of a batch. `normalized` is what a model without normalisation takes. */
  run(batch: InputBatch, normalized: Float32Array): Promise<Float32Array | Uint8Array>;
  close(): Promise<void>;
}

/** @param model its path, or its bytes */
export async function openSession(
  model: string | Uint8Array,
  input: ImageInput,
  output: ModelOutput,
): Promise<ExportedSession> {
  const { InferenceSession, Tensor } = requireOptional('onnxruntime-node') as typeof OnnxRuntime;
  const options = { logSeverityLevel: 3 } as const;
  const session = await (typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options));
  return {
    async run({ count, height, width, pixels }, normalized) {
      const shape = [count, height, width, 3];
      const image = input === 'uint8' ? new Tensor('uint8', pixels, shape) : new Tensor('float32', normalized, shape);
      const { [output]: result } = await session.run({ image });
      return result!.data as Float32Array | Uint8Array;
    },
    close: () => session.release(),
  };
}
