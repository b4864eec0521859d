import type { LazyBackend } from '../../engine/recording/lazy-backend.ts';
import type { Model } from '../../engine/onnx/model.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { SegmentationModel } from '../../registry/index.ts';
import { alignRecordings } from './align-recordings.ts';
import type { InputSize } from './extent.ts';
import { type Form, lowerNetwork } from './lower-network.ts';
import { recordInference } from './record-inference.ts';
import { foldPadding } from './simplify/padding.ts';
import { joinResampling } from './simplify/resampling.ts';
import { foldScaleAndShift } from './simplify/scale-and-shift.ts';

/** A network that can be written as ONNX models. */
export interface ExportableNetwork {
  /** The size of the images that it takes, or `free`: any whose sides are multiples of the network's. */
  readonly sizes: 'free' | ImageSize;
  model(form: Form): Model;
}

/**
 * Records a network at several sizes and finds out how its numbers follow from them. The number of images is always free.
 * @throws SizeMatters if height and width can't be
 */
export function exportFree(model: SegmentationModel, backend: LazyBackend): Promise<ExportableNetwork> {
  return exportAt(model, backend, sizesToRecord(model.inputMultiple), 'free');
}

/** The same for images of one size. @throws SizeMatters if the network can't take any number of images */
export function exportFixed(
  model: SegmentationModel,
  backend: LazyBackend,
  size: ImageSize,
): Promise<ExportableNetwork> {
  const sizes = [2, 3, 5].map((batch) => ({ batch, ...size }));
  return exportAt(model, backend, sizes, size);
}

async function exportAt(
  model: SegmentationModel,
  backend: LazyBackend,
  sizes: readonly InputSize[],
  free: ExportableNetwork['sizes'],
): Promise<ExportableNetwork> {
  const recordings = [];
  for (const size of sizes) recordings.push(await recordInference(model, backend, size));
  const graph = foldPadding(foldScaleAndShift(joinResampling(alignRecordings(recordings))));
  const { normalization } = model;
  const exportable: ExportableNetwork = {
    sizes: free,
    model: (form) => lowerNetwork(graph, sizes, normalization, form),
  };
  // What can't be lowered is to be known now.
  exportable.model({ input: 'uint8', output: 'logits' });
  return exportable;
}

/**
 * Odd multiples, since some networks resize by powers of two in another way than by other factors; all different, so that
 * no number follows from two of them alike; and from 2 images, so that no axis is lost.
 */
function sizesToRecord(multiple: number): InputSize[] {
  return [
    { batch: 2, height: 5 * multiple, width: 7 * multiple },
    { batch: 3, height: 9 * multiple, width: 5 * multiple },
    { batch: 5, height: 7 * multiple, width: 11 * multiple },
    { batch: 2, height: 11 * multiple, width: 9 * multiple },
  ];
}

