/** Reads little-endian numbers and texts one after the other. @throws Error `it is cut short` at the end */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The place of the next byte. */
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  bytes(length: number): Uint8Array {
    return this.#bytes.subarray(this.#advance(length), this.position);
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** @throws Error if it is beyond 2^53, which no length in a file is */
  uint64(): number {
    const value = Number(this.#view.getBigUint64(this.#advance(8), true));
    if (!Number.isSafeInteger(value)) throw new Error('it is cut short');
    return value;
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  text(length: number): string {
    return Buffer.from(this.bytes(length)).toString('utf8');
  }

  /** The text up to the next line feed, which is skipped. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.position);
    if (end === -1) throw new Error('it is cut short');
    const text = this.text(end - this.position);
    this.position++;
    return text;
  }

  #advance(length: number): number {
    const start = this.position;
    if (start + length > this.#bytes.length) throw new Error('it is cut short');
    this.position += length;
    return start;
  }
}
