import { dirname } from 'node:path';
import { withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import { makeFolder } from '../core/make-folder.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { openNetwork } from '../trained/open-network.ts';
import type { Trained } from '../trained/trained.ts';
import { encodeSafetensors, toPyTorch } from '../weights/index.ts';
import { describeRun, type RunDescription } from './describe-run.ts';
import { descriptionKey } from '../train/network-description.ts';

export interface ExportedWeights {
  readonly file: string;
  readonly bytes: number;
  readonly tensors: number;
  readonly values: number;
  readonly description: RunDescription;
}

/**
 * Writes the state dict of a run's network under PyTorch's names and in its layouts, a convolution's weight as OIHW:
 * `load_state_dict` of the same network in PyTorch takes it. The metadata describes the run.
 * @throws TesseraError as opening the network does
 */
export async function exportSafetensors(trained: Trained, file: string): Promise<ExportedWeights> {
  const network = await openNetwork(trained);
  const { model } = network;
  try {
    const description = await describeRun(trained, network);
    const tensors = new Map<string, { dtype: 'F32'; shape: readonly number[]; data: Float32Array }>();
    for (const [name, variable] of model.stateDict()) {
      const own = { shape: variable.shape, data: await variable.data<'float32'>() };
      tensors.set(name, { dtype: 'F32', ...toPyTorch(own) });
    }
    // What PyTorch's own tools look for.
    const metadata = { format: 'pt', [descriptionKey]: toJson(withFormat(description)) };
    const bytes = encodeSafetensors({ tensors, metadata });
    await makeFolder(dirname(file));
    await writeFileAtomic(file, bytes);
    const values = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
    return { file, bytes: bytes.length, tensors: tensors.size, values, description };
  } finally {
    model.dispose();
  }
}
