import { histogramBuckets } from './histogram.ts';
import * as proto from './write-fields.ts';
import { doubleTensor, floatTensor, stringTensor } from './tensor.ts';

/** How TensorBoard samples and keeps a tag (summary.proto, DataClass). */
export const dataClasses = { scalar: 1, tensor: 2, blobSequence: 3 } as const;

/** What TensorBoard shows beside a tag. Of each tag, readers keep what its first record in a run says. */
export interface TagInfo {
  /** A name to show instead of the tag. The Time Series view shows the tag all the same. */
  readonly displayName?: string;
  /** Markdown. */
  readonly description?: string;
}

/** A `simple_value`, which every reader of event files knows; TensorBoard shows it in its scalars plugin. */
export function scalarSummary(tag: string, value: number, info?: TagInfo): Uint8Array {
  const metadata = info && proto.bytes(9, metadataOf({ plugin: 'scalars', dataClass: dataClasses.scalar, ...info }));
  return proto.message(proto.string(1, tag), proto.float(2, value), ...(metadata ? [metadata] : []));
}

/** A PNG, JPEG, GIF or BMP file and its size in pixels. */
export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** The images plugin reads width and height as text, then the encoded files, which share a size. */
export function imageSummary(
  tag: string,
  images: readonly [EncodedImage, ...EncodedImage[]],
  info?: TagInfo,
): Uint8Array {
  const [{ width, height }] = images;
  const tensor = stringTensor(
    [String(width), String(height), ...images.map(({ bytes }) => bytes)],
    [images.length + 2],
  );
  return pluginSummary({ tag, plugin: 'images', dataClass: dataClasses.blobSequence, tensor, ...info });
}

/** Markdown; rows of cells are a table. */
export function textSummary(tag: string, text: string | readonly (readonly string[])[], info?: TagInfo): Uint8Array {
  const tensor =
    typeof text === 'string' ? stringTensor([text]) : stringTensor(text.flat(), [text.length, text[0]?.length ?? 0]);
  return pluginSummary({ tag, plugin: 'text', dataClass: dataClasses.tensor, tensor, ...info });
}

/** Feeds the Distributions view too. */
export function histogramSummary(tag: string, values: Iterable<number>, info?: TagInfo): Uint8Array {
  const rows = histogramBuckets(values);
  const tensor = doubleTensor([rows.length / 3, 3], rows);
  return pluginSummary({ tag, plugin: 'histograms', dataClass: dataClasses.tensor, tensor, ...info });
}

/** The HParams plugin keeps everything in the metadata (plugin_data.proto); the tensor is empty. */
export function hparamsSummary(name: string, content: Uint8Array): Uint8Array {
  const tensor = floatTensor([0], new Float32Array());
  return pluginSummary({ tag: `_hparams_/${name}`, plugin: 'hparams', dataClass: dataClasses.tensor, tensor, content });
}

interface Metadata extends TagInfo {
  readonly plugin: string;
  readonly dataClass: (typeof dataClasses)[keyof typeof dataClasses];
  /** What the plugin keeps in the tag's metadata; most need nothing. */
  readonly content?: Uint8Array;
}

interface PluginSummary extends Metadata {
  readonly tag: string;
  readonly tensor: Uint8Array;
}

export function pluginSummary({ tag, tensor, ...metadata }: PluginSummary): Uint8Array {
  return proto.message(proto.string(1, tag), proto.bytes(8, tensor), proto.bytes(9, metadataOf(metadata)));
}

function metadataOf({ plugin, dataClass, content, displayName, description }: Metadata): Uint8Array {
  const pluginData = proto.message(proto.string(1, plugin), ...(content ? [proto.bytes(2, content)] : []));
  return proto.message(
    proto.bytes(1, pluginData),
    ...(displayName === undefined ? [] : [proto.string(2, displayName)]),
    ...(description === undefined ? [] : [proto.string(3, description)]),
    proto.varint(4, dataClass),
  );
}
