import { bytesOf, numberOf, readFields, textOf } from './read-fields.ts';

/** An event of a file, as far as summaries go. */
export interface ReadEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** Where a process starts: what files before said of this step and later ones is void. */
  readonly isSessionStart: boolean;
  readonly values: readonly ReadValue[];
}

export interface ReadValue {
  readonly tag: string;
  /** The plugin, which the first value of a tag in a run says. */
  readonly plugin?: string;
  /** Its data in the tag's metadata. */
  readonly content?: Uint8Array;
  readonly description?: string;
  readonly scalar?: number;
  readonly tensor?: ReadTensor;
}

export interface ReadTensor {
  /** DataType of types.proto: 1 float, 2 double, 7 string. */
  readonly type: number;
  readonly shape: readonly number[];
  /** Numbers, little-endian. */
  readonly raw: Uint8Array;
  readonly strings: readonly Uint8Array[];
}

/**
 * The events of a file, given its bytes, in order. A record that is cut short, as one that is just written or whose
 * process died, ends them. Checksums are not compared.
 * @throws RangeError if a whole record holds no event
 */
export function* readEvents(bytes: Uint8Array): Generator<ReadEvent> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + headerLength <= bytes.length;) {
    const start = at + headerLength;
    const end = start + Number(view.getBigUint64(at, true));
    if (end + crcLength > bytes.length) return;
    yield readEvent(bytes.subarray(start, end));
    at = end + crcLength;
  }
}

const headerLength = 12;
const crcLength = 4;

function readEvent(message: Uint8Array): ReadEvent {
  const fields = readFields(message);
  const summary = fields(5)[0];
  const session = fields(7)[0];
  return {
    wallTime: numberOf(fields(1)[0]),
    step: numberOf(fields(2)[0]),
    isSessionStart: session !== undefined && numberOf(readFields(bytesOf(session))(1)[0]) === sessionStatusStart,
    values: summary === undefined ? [] : readFields(bytesOf(summary))(1).map((value) => readValue(bytesOf(value))),
  };
}

const sessionStatusStart = 1;

function readValue(message: Uint8Array): ReadValue {
  const fields = readFields(message);
  const [scalar, tensor] = [fields(2)[0], fields(8)[0]];
  const metadata = readFields(bytesOf(fields(9)[0]));
  const pluginData = readFields(bytesOf(metadata(1)[0]));
  const [plugin, content, description] = [pluginData(1)[0], pluginData(2)[0], metadata(3)[0]];
  return {
    tag: textOf(fields(1)[0]),
    ...(plugin !== undefined && { plugin: textOf(plugin) }),
    ...(content !== undefined && { content: bytesOf(content) }),
    ...(description !== undefined && { description: textOf(description) }),
    ...(scalar !== undefined && { scalar: numberOf(scalar) }),
    ...(tensor !== undefined && { tensor: readTensor(bytesOf(tensor)) }),
  };
}

function readTensor(message: Uint8Array): ReadTensor {
  const fields = readFields(message);
  return {
    type: numberOf(fields(1)[0]),
    shape: readFields(bytesOf(fields(2)[0]))(2).map((size) => numberOf(readFields(bytesOf(size))(1)[0])),
    raw: bytesOf(fields(4)[0]),
    strings: fields(8).map(bytesOf),
  };
}
