import { readFileSync } from 'node:fs';

/**
 * An event file taken apart without any of the code that wrote it
 * (tensorboard/compat/proto/{event,summary,tensor}.proto).
 */
export interface ParsedEvent {
  readonly step: number;
  readonly version?: string;
  /** A process starts: what was said before of this step and later ones is void. */
  readonly sessionStart?: true;
  readonly values: readonly ParsedValue[];
}

export interface ParsedValue {
  readonly tag: string;
  /** `simple_value`, as 32-bit float. */
  readonly scalar?: number;
  readonly plugin?: string;
  readonly dataClass?: number;
  readonly content?: Buffer;
  readonly tensor?: {
    readonly type: number;
    readonly shape: readonly number[];
    readonly raw: Buffer;
    readonly strings: readonly Buffer[];
  };
}

export function parseEventFile(file: string): ParsedEvent[] {
  return parseRecords(readFileSync(file)).map(parseEvent);
}

/** The values of one tag as TensorBoard shows them: a session start takes back what was said of its step and later. */
export function shownScalars(files: readonly string[], tag: string): [step: number, value: number][] {
  let shown: [number, number][] = [];
  for (const { step, sessionStart, values } of files.flatMap(parseEventFile)) {
    if (sessionStart) shown = shown.filter(([earlier]) => earlier < step);
    for (const value of values) if (value.tag === tag) shown.push([step, value.scalar!]);
  }
  return shown;
}

/** Whole TFRecords; throws where a checksum is wrong. */
export function parseRecords(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (bytes.readUInt32LE(at + 8) !== masked(bytes.subarray(at, at + 8))) throw new Error(`length at ${at}`);
    if (bytes.readUInt32LE(at + 12 + length) !== masked(data)) throw new Error(`data at ${at}`);
    records.push(data);
    at += 16 + length;
  }
  return records;
}

type Field = number | bigint | Buffer;

/**
 * Fields of a protocol buffer by number, in order: varints as bigint, 64-bit as double, 32-bit as float, others as
 * bytes.
 */
export function parseMessage(bytes: Buffer): Map<number, Field[]> {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => bytes.subarray(at, (at += length));
  const read = (wireType: number): Field => {
    if (wireType === 0) return varint();
    if (wireType === 1) return take(8).readDoubleLE();
    if (wireType === 5) return take(4).readFloatLE();
    if (wireType === 2) return take(Number(varint()));
    throw new Error(`wire type ${wireType}`);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), read(key & 7)]);
  }
  return fields;
}

function parseEvent(bytes: Buffer): ParsedEvent {
  const fields = parseMessage(bytes);
  const version = fields.get(3)?.[0];
  const session = fields.get(7)?.[0];
  const summary = fields.get(5)?.[0];
  return {
    step: Number(fields.get(2)?.[0] ?? 0),
    ...(version !== undefined && { version: String(version) }),
    ...(session !== undefined && parseMessage(session as Buffer).get(1)?.[0] === 1n && { sessionStart: true as const }),
    values:
      summary === undefined
        ? []
        : (parseMessage(summary as Buffer).get(1) ?? []).map((value) => parseValue(value as Buffer)),
  };
}

function parseValue(bytes: Buffer): ParsedValue {
  const fields = parseMessage(bytes);
  const scalar = fields.get(2)?.[0];
  const metadata = parseMessage((fields.get(9)?.[0] ?? Buffer.alloc(0)) as Buffer);
  const plugin = parseMessage((metadata.get(1)?.[0] ?? Buffer.alloc(0)) as Buffer);
  const tensor = fields.get(8)?.[0];
  return {
    tag: String(fields.get(1)![0]),
    ...(scalar !== undefined && { scalar: scalar as number }),
    ...(plugin.has(1) && { plugin: String(plugin.get(1)![0]) }),
    ...(plugin.has(2) && { content: plugin.get(2)![0] as Buffer }),
    ...(metadata.has(4) && { dataClass: Number(metadata.get(4)![0]) }),
    ...(tensor !== undefined && { tensor: parseTensor(tensor as Buffer) }),
  };
}

export function parseTensor(bytes: Buffer): NonNullable<ParsedValue['tensor']> {
  const fields = parseMessage(bytes);
  const shape = parseMessage(fields.get(2)![0] as Buffer);
  return {
    type: Number(fields.get(1)![0]),
    shape: (shape.get(2) ?? []).map((size) => Number(parseMessage(size as Buffer).get(1)?.[0] ?? 0)),
    raw: (fields.get(4)?.[0] ?? Buffer.alloc(0)) as Buffer,
    strings: (fields.get(8) ?? []) as Buffer[],
  };
}

/** CRC-32C bit by bit, as RFC 3720 defines it, then TFRecord's mask. */
function masked(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc >>> 0;
  return Number((BigInt((crc >>> 15) | (crc << 17)) + 0xa282ead8n) & 0xffffffffn);
}
