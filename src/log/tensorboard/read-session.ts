import type { HyperParameterValue, SessionStart } from './hparams.ts';
import { bytesOf, numberOf, readFields, textOf } from './read-fields.ts';
import type { ReadValue } from './read-events.ts';

/** The row of the HParams view that a value begins; undefined if it is another value. */
export function readSessionStart({ tag, content }: ReadValue): SessionStart | undefined {
  if (tag !== '_hparams_/session_start_info' || !content) return undefined;
  const info = readFields(bytesOf(readFields(content)(3)[0]));
  const entries = info(1).map((entry) => {
    const fields = readFields(bytesOf(entry));
    return [textOf(fields(1)[0]), readValue(bytesOf(fields(2)[0]))] as const;
  });
  const group = textOf(info(4)[0]);
  return {
    hyperParameters: Object.fromEntries(entries),
    startSeconds: numberOf(info(5)[0]),
    ...(group !== '' && { group }),
  };
}

/** google.protobuf.Value. */
function readValue(message: Uint8Array): HyperParameterValue {
  const fields = readFields(message);
  const [number, text, boolean] = [fields(2)[0], fields(3)[0], fields(4)[0]];
  if (number !== undefined) return numberOf(number);
  return text === undefined ? numberOf(boolean) === 1 : textOf(text);
}
