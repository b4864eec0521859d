import { histogramBuckets } from './histogram.ts';
import * as proto from '../../core/protobuf.ts';
import { doubleTensor, stringTensor } from './tensor.ts';

/** How TensorBoard samples and keeps a tag (summary.proto, DataClass). */
export const dataClasses = { scalar: 1, tensor: 2, blobSequence: 3 } as const;

/** A `simple_value`, which every reader of event files knows; TensorBoard shows it in its scalars plugin. */
export function scalarSummary(tag: string, value: number): Uint8Array {
  return proto.message(proto.string(1, tag), proto.float(2, value));
}

export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  readonly png: Uint8Array;
}

/** The images plugin reads width and height as text, then the encoded file. */
export function imageSummary(tag: string, { width, height, png }: EncodedImage): Uint8Array {
  const tensor = stringTensor([String(width), String(height), png], [3]);
  return pluginSummary({ tag, plugin: 'images', dataClass: dataClasses.blobSequence, tensor });
}

export function textSummary(tag: string, markdown: string): Uint8Array {
  return pluginSummary({ tag, plugin: 'text', dataClass: dataClasses.tensor, tensor: stringTensor([markdown]) });
}

/** Feeds the Distributions view too. */
export function histogramSummary(tag: string, values: Float32Array): Uint8Array {
  const rows = histogramBuckets(values);
  const tensor = doubleTensor([rows.length / 3, 3], rows);
  return pluginSummary({ tag, plugin: 'histograms', dataClass: dataClasses.tensor, tensor });
}

interface PluginSummary {
  readonly tag: string;
  readonly plugin: string;
  readonly dataClass: (typeof dataClasses)[keyof typeof dataClasses];
  readonly tensor: Uint8Array;
  /** What the plugin keeps in the tag's metadata; most need nothing. */
  readonly content?: Uint8Array;
}

export function pluginSummary({ tag, plugin, dataClass, tensor, content }: PluginSummary): Uint8Array {
  const pluginData = proto.message(proto.string(1, plugin), ...(content ? [proto.bytes(2, content)] : []));
  const metadata = proto.message(proto.bytes(1, pluginData), proto.varint(4, dataClass));
  return proto.message(proto.string(1, tag), proto.bytes(8, tensor), proto.bytes(9, metadata));
}
