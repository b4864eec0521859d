import { fieldsOf } from 'tensorboard-ts-writer/protobuf';
import { descriptionKey } from '../../train/network-description.ts';
import { badExport, type Description, parseDescription } from '../description.ts';

/** Field numbers of onnx.proto. */
const metadataProps = 14;
const [key, value] = [1, 2];

/**
 * What an exported ONNX model says of itself. `file` is what messages call it.
 * @throws TesseraError `bad-export`, `newer-format`
 */
export function readOnnxDescription(model: Uint8Array, file: string): Description {
  return parseDescription(metadataOf(model, file).get(descriptionKey), file);
}

function metadataOf(model: Uint8Array, file: string): ReadonlyMap<string, string> {
  try {
    return new Map(textsIn(model, metadataProps).map(entryOf));
  } catch (error) {
    throw badExport(file, 'it is no ONNX file', error);
  }
}

function entryOf(entry: Uint8Array): [key: string, value: string] {
  const textOf = (number: number) => Buffer.concat(textsIn(entry, number)).toString('utf8');
  return [textOf(key), textOf(value)];
}

/** The texts and messages under one number. */
function textsIn(message: Uint8Array, number: number): Uint8Array[] {
  return [...fieldsOf(message)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  );
}
