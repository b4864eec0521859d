import type { DemoClass } from '../description.ts';
import type { Answer, Device } from './messages.ts';
import type { ImageSize } from '../../data/sample.ts';

/** `12 %`, `0.4 %` or `0 %`: two digits of small shares, so that a small object doesn't read as nothing. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value === 0) return '0 %';
  if (value < 0.05) return '< 0.1 %';
  return `${value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

/** `62 ms` or `1.4 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function dimensions({ width, height }: ImageSize): string {
  return `${width} × ${height}`;
}

/** `WebAssembly, 4 threads`. */
export function deviceName(device: Device, threads: number): string {
  if (device === 'webgpu') return 'WebGPU';
  return `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** What is in a mask, the largest first: `cat 38 %, background 62 %` for a screen reader. */
export function maskContent(classes: readonly DemoClass[], shares: readonly number[]): string {
  return classes
    .map(({ name }, index) => ({ name, share: shares[index]! }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share)
    .map(({ name, share }) => `${name} ${percent(share)}`)
    .join(', ');
}

/** The whole time of an answer, and what it was spent on. */
export function timing({ milliseconds }: Pick<Answer, 'milliseconds'>): {
  readonly total: string;
  readonly parts: string;
} {
  const { decode, resize, network, labels } = milliseconds;
  const parts = [
    ['network', network],
    ['reading', decode],
    ['resizing', resize + labels],
  ] as const;
  return {
    total: duration(decode + resize + network + labels),
    parts: parts.map(([name, time]) => `${name} ${duration(time)}`).join(', '),
  };
}

/** Says that a photo was too large for the browser's memory, or undefined where it wasn't. */
export function reducedNote(photo: ImageSize, { read, size }: Pick<Answer, 'read' | 'size'>): string | undefined {
  if (read.width < photo.width)
    return (
      `This photo of ${dimensions(photo)} was reduced to ${dimensions(read)} first: a browser lacks the memory ` +
      'for it.'
    );
  return size.width < photo.width ? `The mask of this large photo has ${dimensions(size)} pixels.` : undefined;
}

export function unreadable(name: string, type: string): string {
  const known = 'JPEG, PNG, WebP, AVIF, GIF and BMP';
  if (type !== '' && !type.startsWith('image/')) return `${name} is not a photo. This page reads ${known}.`;
  return `${name} can't be read: the file is damaged, or of a kind that this browser doesn't know. It reads ${known}.`;
}
