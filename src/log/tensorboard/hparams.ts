import * as proto from '../../core/protobuf.ts';
import { dataClasses, pluginSummary } from './summary.ts';
import { floatTensor } from './tensor.ts';

/**
 * Makes the run directory a session of the HParams view: one row, with the scalars of the runs below it
 * (`val`, `test`) as its metrics. No experiment summary is written: TensorBoard would use the first one that it finds
 * for all runs of a folder. Without one, it collects columns, types and ranges from all sessions.
 */
export function sessionStartSummary(
  values: Readonly<Record<string, string | number | boolean>>,
  startSeconds: number,
): Uint8Array {
  const entries = Object.entries(values).map(([key, value]) => proto.bytes(1, mapEntry(key, protobufValue(value))));
  return hparamsSummary('session_start_info', proto.bytes(3, proto.message(...entries, proto.double(5, startSeconds))));
}

/** Readers keep only the first one of a run, so it is written once, when nothing can follow. */
export function sessionEndSummary(endSeconds: number): Uint8Array {
  return hparamsSummary(
    'session_end_info',
    proto.bytes(4, proto.message(proto.varint(1, statusSuccess), proto.double(2, endSeconds))),
  );
}

const statusSuccess = 1;

/** The HParams plugin keeps everything in the metadata (plugin_data.proto); the tensor is empty. */
function hparamsSummary(name: string, info: Uint8Array): Uint8Array {
  return pluginSummary({
    tag: `_hparams_/${name}`,
    plugin: 'hparams',
    dataClass: dataClasses.tensor,
    tensor: floatTensor([0], new Float32Array()),
    content: info,
  });
}

function mapEntry(key: string, value: Uint8Array): Uint8Array {
  return proto.message(proto.string(1, key), proto.bytes(2, value));
}

/** google.protobuf.Value. */
function protobufValue(value: string | number | boolean): Uint8Array {
  if (typeof value === 'number') return proto.double(2, value);
  return typeof value === 'string' ? proto.string(3, value) : proto.varint(4, value ? 1 : 0);
}
