import { setImmediate as nextTurn } from 'node:timers/promises';
import { TesseraError } from '../core/errors/index.ts';
import { encodeModel } from '../engine/onnx/model.ts';
import type { SegmentationModel } from '../registry/index.ts';
import { normalize } from '../train/tensors.ts';
import { type Agreement, AgreementCounter } from './agreement.ts';
import type { ExportObserver } from './export-onnx.ts';
import type { Form } from './form.ts';
import type { ExportableNetwork } from './onnx/export-network.ts';
import { type ExportedSession, openSession } from './onnx/session.ts';
import { ownLogits } from './own-logits.ts';
import type { InputBatch } from './test-inputs.ts';

export interface Comparison extends Form {
  readonly network: SegmentationModel;
  readonly classes: number;
  readonly batches: readonly InputBatch[];
  readonly observer: Pick<ExportObserver, 'compared'>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a model that was written, and the run's own network, on the same images. Labels alone would tell little where a
 * network says one class everywhere, so the logits behind them are compared too.
 * @throws TesseraError `export-failed` if they differ by more than float32 arithmetic does
 */
export async function compareWithRun(
  file: string,
  exportable: ExportableNetwork,
  { network, classes, batches, input, output, observer, signal }: Comparison,
): Promise<Agreement> {
  const counter = new AgreementCounter(classes);
  const sessions: ExportedSession[] = [];
  const open = async (...call: Parameters<typeof openSession>) => {
    const session = await openSession(...call);
    sessions.push(session);
    return session;
  };
  try {
    const written = await open(file, input, output);
    const logits =
      output === 'logits'
        ? written
        : await open(encodeModel(exportable.model({ input, output: 'logits' })), input, 'logits');
    for (const [index, batch] of batches.entries()) {
      const normalized = normalize(batch.pixels, network.normalization);
      const own = await ownLogits(network, batch, normalized);
      counter.addLogits(own, (await logits.run(batch, normalized)) as Float32Array);
      if (output === 'labels') counter.addLabels(own, (await written.run(batch, normalized)) as Uint8Array);
      observer.compared(index + 1, batches.length);
      await nextTurn();
      signal?.throwIfAborted();
    }
  } finally {
    for (const session of sessions) await session.close();
  }
  if (!counter.agrees) throw disagrees(counter.result);
  return counter.result;
}

function disagrees({ largestDifference, largestLogit, differentLabels, pixels }: Agreement): TesseraError {
  return new TesseraError({
    code: 'export-failed',
    message:
      'expected the exported model to answer as the run does, got logits that differ by ' +
      `${largestDifference.toExponential(1)}, where they reach ${largestLogit.toPrecision(3)}, and ` +
      `${differentLabels} of ${pixels} labels that differ`,
    hints: [
      'the file was not left',
      'please report this with the experiment: a kernel of its network is exported wrongly',
    ],
  });
}
