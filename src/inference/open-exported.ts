import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { sha256 } from '../core/file-hash.ts';
import type { ImageSize } from '../data/sample.ts';
import type { Description } from '../export/description.ts';
import { readOnnxDescription } from '../export/onnx/read-metadata.ts';
import { openSession } from '../export/onnx/session.ts';
import { normalize } from '../train/tensors.ts';
import type { OpenModel } from './open-model.ts';

/**
 * Opens a model that `tessera export` wrote, with ONNX Runtime; it needs nothing of its run.
 * @throws TesseraError `bad-export`; `bad-argument` for one that gives labels, of which nothing can be resized or
 * blended
 */
export async function openExported(file: string): Promise<OpenModel> {
  const bytes = await readFile(file);
  const description = readOnnxDescription(bytes, file);
  const { classes, resize, normalization, input, output } = description;
  if (output !== 'logits') throw givesLabels(file);
  const session = await openSession(bytes, input, output);
  return {
    name: basename(file),
    weights: sha256(bytes),
    classes,
    resize,
    interpolation: resize.interpolation,
    async forward(images, count, { height, width }) {
      assertTaken(description, { height, width });
      const normalized = input === 'float' ? normalize(images, normalization) : new Float32Array();
      return (await session.run({ count, height, width, pixels: images }, normalized)) as Float32Array;
    },
    maskValues: () => Promise.resolve(undefined),
    close: () => session.close(),
  };
}

/** @throws TesseraError `bad-size` for a size that the model doesn't take */
function assertTaken({ sizes }: Description, { height, width }: ImageSize): void {
  if (sizes === 'free' || sizes.some(([own, wide]) => own === height && wide === width)) return;
  const taken = sizes.map(([own, wide]) => `${own} x ${wide}`).join(' or ');
  throw new TesseraError({
    code: 'bad-size',
    message: `expected an input of ${taken}, which is all that this exported model takes, got ${height} x ${width}`,
    hints: ['see photos in tiles of that size: `--tile`', 'or use the run itself, which takes any size'],
  });
}

function givesLabels(file: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message: `expected a model that gives logits, got ${file}, which gives labels`,
    hints: ['export it again: `tessera export <run> --to onnx --output logits`'],
  });
}
