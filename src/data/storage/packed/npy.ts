/**
 * The header of a .npy file (format 1.0) of uint8 or little-endian float32 values in C order, which `numpy.load` and
 * `numpy.memmap` open.
 */
export function npyHeader(shape: readonly number[], descr: '|u1' | '<f4' = '|u1'): Uint8Array {
  const text =
    `{'descr': '${descr}', 'fortran_order': False, 'shape': ` +
    `(${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const preamble = 10;
  const length = Math.ceil((preamble + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(length - preamble, 8);
  header.write(text, preamble, 'latin1');
  header[length - 1] = 0x0a;
  return header;
}
