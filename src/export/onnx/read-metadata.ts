import { fieldsOf } from '../../core/protobuf-fields.ts';
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
    const entries = [...fieldsOf(model)].filter(({ number }) => number === metadataProps);
    return new Map(entries.map(({ bytes }) => entryOf(bytes)));
  } catch (error) {
    throw badExport(file, 'it is no ONNX file', error);
  }
}

function entryOf(bytes: Uint8Array): [key: string, value: string] {
  const texts = new Map([...fieldsOf(bytes)].map((field) => [field.number, Buffer.from(field.bytes).toString('utf8')]));
  return [texts.get(key) ?? '', texts.get(value) ?? ''];
}
