import { messageOf, TesseraError } from '../../core/errors/index.ts';
import type { LazyBackend } from '../../engine/recording/lazy-backend.ts';
import type { Model } from '../../engine/onnx/model.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { SegmentationModel } from '../../registry/index.ts';
import type { Form } from '../form.ts';
import { alignRecordings } from './align-recordings.ts';
import { type InputSize, SizeMatters } from './extent.ts';
import { lowerNetwork } from './lower-network.ts';
import { recordInference } from './record-inference.ts';
import { foldConstants } from './simplify/constants.ts';
import { foldPadding } from './simplify/padding.ts';
import { joinResampling } from './simplify/resampling.ts';
import { foldScaleAndShift } from './simplify/scale-and-shift.ts';

/** A network that can be written as ONNX models. */
export interface ExportableNetwork {
  /** The size of the images that it takes, or `free`: any whose sides are multiples of the network's. */
  readonly sizes: 'free' | ImageSize;
  /** Why it takes one size only, though none was asked for. */
  readonly fixedBecause?: string;
  model(form: Form): Model;
}

/**
 * Records a network at several sizes and finds out how its numbers follow from them. The number of images is always
 * free; height and width are, unless `wanted` names sizes or the network can't: then it takes `own`.
 * @throws TesseraError `export-failed` if a kernel can't be recorded, or if the number of images can't be free
 */
export async function exportNetwork(
  model: SegmentationModel,
  backend: LazyBackend,
  own: ImageSize,
  wanted?: readonly ImageSize[],
): Promise<ExportableNetwork[]> {
  try {
    if (wanted) return await inTurn(wanted, (size) => exportFixed(model, backend, size));
    try {
      return [await exportAt(model, backend, sizesToRecord(model.inputMultiple), 'free')];
    } catch (error) {
      if (!(error instanceof SizeMatters)) throw error;
      return [{ ...(await exportFixed(model, backend, own)), fixedBecause: error.message }];
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    const message = `expected a network that can be written in ONNX's standard operators: ${messageOf(error)}`;
    throw new TesseraError({ code: 'export-failed', message }, { cause: error });
  }
}

function exportFixed(model: SegmentationModel, backend: LazyBackend, size: ImageSize): Promise<ExportableNetwork> {
  const sizes = [2, 3, 5].map((batch) => ({ batch, ...size }));
  return exportAt(model, backend, sizes, size);
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function exportAt(
  model: SegmentationModel,
  backend: LazyBackend,
  sizes: readonly InputSize[],
  free: ExportableNetwork['sizes'],
): Promise<ExportableNetwork> {
  const recordings = sizes.map((size) => recordInference(model, backend, size));
  const names = new Map([...model.stateDict()].map(([name, variable]) => [backend.valueBehind(variable), name]));
  const aligned = alignRecordings(recordings, names);
  const folded = await foldConstants(aligned, names, (values) => backend.evaluate(values));
  const graph = foldPadding(foldScaleAndShift(joinResampling(folded)));
  const { normalization } = model;
  const logits = lowerNetwork(graph, sizes, normalization, { input: 'uint8', output: 'logits' });
  return {
    sizes: free,
    model: (form) =>
      form.input === 'uint8' && form.output === 'logits' ? logits : lowerNetwork(graph, sizes, normalization, form),
  };
}

/**
 * Odd multiples, since some networks resize by powers of two in another way than by other factors; all different, so
 * that no number follows from two of them alike; and from 2 images, so that no axis is lost.
 */
function sizesToRecord(multiple: number): InputSize[] {
  return [
    { batch: 2, height: 5 * multiple, width: 7 * multiple },
    { batch: 3, height: 9 * multiple, width: 5 * multiple },
    { batch: 5, height: 7 * multiple, width: 11 * multiple },
    { batch: 2, height: 11 * multiple, width: 9 * multiple },
  ];
}
