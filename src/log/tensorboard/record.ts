import { maskedCrc32c } from './crc32c.ts';

/**
 * One TFRecord: length (u64), its masked CRC, data, the data's masked CRC; all little-endian.
 * A reader waits when a record is cut short, but gives up on the file when a length's CRC is wrong.
 */
export function encodeRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(headerLength + data.length + crcLength);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(data, headerLength);
  view.setUint32(headerLength + data.length, maskedCrc32c(data), true);
  return record;
}

const headerLength = 12;
const crcLength = 4;
