import { areKind, type Kind } from '../../core/errors/index.ts';

/** What a file is that no format here reads, as the end of a sentence about one file and about many. */
export function foreignKind(bytes: Buffer): Kind {
  return (
    signs.find(([isSo]) => isSo(bytes))?.[1] ?? areKind('a file of an unknown format', 'files of an unknown format')
  );
}

type Sign = readonly [isSo: (bytes: Buffer) => boolean, kind: Kind];

const startsWith =
  (text: string, at = 0) =>
  (bytes: Buffer) =>
    bytes.toString('latin1', at, at + text.length) === text;

const signs: readonly Sign[] = [
  [(bytes) => bytes.length === 0, areKind('an empty file', 'empty files')],
  [
    startsWith('version https://git-lfs'),
    areKind(
      'a pointer of Git LFS (`git lfs pull` fetches the file)',
      'pointers of Git LFS (`git lfs pull` fetches the files)',
    ),
  ],
  [startsWith('ftypavif', 4), areKind('an AVIF', 'AVIFs')],
  [startsWith('ftyp', 4), areKind('a HEIC', 'HEICs')],
  [startsWith('jP  ', 4), areKind('a JPEG 2000', 'JPEG 2000 files')],
  [startsWith('%PDF'), areKind('a PDF', 'PDFs')],
  [startsWith('8BPS'), areKind('a Photoshop file', 'Photoshop files')],
  [startsWith('v/1\x01'), areKind('an OpenEXR', 'OpenEXRs')],
  [startsWith('DICM', 128), areKind('a DICOM', 'DICOMs')],
  [startsWith('\x89HDF'), areKind('an HDF5', 'HDF5 files')],
  [startsWith('MATLAB'), areKind('a MATLAB file', 'MATLAB files')],
  [startsWith('PK\x03\x04'), areKind('a ZIP, as `.npz` files are', 'ZIPs, as `.npz` files are')],
  [startsWith('\x1f\x8b'), areKind('a gzip, as `.nii.gz` files are', 'gzips, as `.nii.gz` files are')],
  [(bytes) => /^P[1-7]\s/.test(bytes.toString('latin1', 0, 3)), areKind('a PNM', 'PNMs')],
  [
    (bytes) => /^\uFEFF?\s*<(\?xml|svg)/i.test(bytes.toString('utf8', 0, 64)),
    areKind('an SVG or another XML file', 'SVGs or other XML files'),
  ],
  [isText, areKind('a text file', 'text files')],
];

/** Whether the first bytes are printable characters of ASCII, or blanks. */
function isText(bytes: Buffer): boolean {
  return bytes.subarray(0, 64).every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d));
}
