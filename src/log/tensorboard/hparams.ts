import * as proto from './write-fields.ts';
import { hparamsSummary } from './summary.ts';

export type HyperParameterValue = string | number | boolean;

/** What begins a row of the HParams view. */
export interface SessionStart {
  readonly hyperParameters: Readonly<Record<string, HyperParameterValue>>;
  /** Seconds since 1970. */
  readonly startSeconds: number;
  /** Sessions of one group are one row, with the mean of their metrics. */
  readonly group?: string;
}

/**
 * Makes a directory a session of the HParams view: one row, with its scalars, and those of directories in it, as
 * metrics. Readers keep the first one of a directory.
 */
export function sessionStartSummary({ hyperParameters, startSeconds, group }: SessionStart): Uint8Array {
  const entries = Object.entries(hyperParameters).map(([name, value]) =>
    proto.bytes(1, proto.message(proto.string(1, name), proto.bytes(2, protobufValue(value)))),
  );
  const fields = [...entries, ...(group === undefined ? [] : [proto.string(4, group)]), proto.double(5, startSeconds)];
  return hparamsSummary('session_start_info', proto.bytes(3, proto.message(...fields)));
}

/** Readers keep only the first one of a directory, so it is to be written when nothing can follow. */
export function sessionEndSummary(status: SessionStatus, endSeconds: number): Uint8Array {
  const info = proto.message(proto.varint(1, statuses[status]), proto.double(2, endSeconds));
  return hparamsSummary('session_end_info', proto.bytes(4, info));
}

export type SessionStatus = 'success' | 'failure';
/** api.proto, Status. */
const statuses = { success: 1, failure: 2 } as const;

/** A column of hyper-parameters. */
export interface HyperParameterInfo {
  /** The name that it has in the sessions. */
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  /** `differs`: shown before those that don't, each kind by name. */
  readonly differs?: boolean;
  /** All values, or the ends of an interval of numbers. They decide the column's type. */
  readonly domain: readonly string[] | readonly boolean[] | { readonly min: number; readonly max: number };
}

/** A column of metrics: the last value of a scalar. */
export interface MetricInfo {
  readonly tag: string;
  /** A directory within the session's. */
  readonly group?: string;
  readonly displayName?: string;
  readonly description?: string;
  /** Where it was measured. */
  readonly dataset?: 'training' | 'validation';
}

export interface HParamsExperiment {
  readonly hyperParameters: readonly HyperParameterInfo[];
  /** In the order of the columns; TensorBoard shows the first five. */
  readonly metrics: readonly MetricInfo[];
  readonly description?: string;
}

/**
 * Says which columns the HParams view has, for all runs of a folder. TensorBoard uses the first one that it finds in
 * any of them; without one, it collects columns from all sessions.
 */
export function experimentSummary({ hyperParameters, metrics, description }: HParamsExperiment): Uint8Array {
  const experiment = proto.message(
    ...text(1, description),
    ...hyperParameters.map((info) => proto.bytes(4, hyperParameterMessage(info))),
    ...metrics.map((info) => proto.bytes(5, metricMessage(info))),
  );
  return hparamsSummary('experiment', proto.bytes(2, experiment));
}

/** DataType of api.proto. */
const dataTypes = { string: 1, boolean: 2, number: 3 } as const;

function hyperParameterMessage({ name, displayName, description, differs, domain }: HyperParameterInfo): Uint8Array {
  const shared = [proto.string(1, name), ...text(2, displayName), ...text(3, description)];
  const last = differs ? [proto.varint(7, 1)] : [];
  if ('min' in domain) {
    const interval = proto.message(proto.double(1, domain.min), proto.double(2, domain.max));
    return proto.message(...shared, proto.varint(4, dataTypes.number), proto.bytes(6, interval), ...last);
  }
  const type = typeof domain[0] === 'boolean' ? dataTypes.boolean : dataTypes.string;
  const values = proto.message(...domain.map((value) => proto.bytes(1, protobufValue(value))));
  return proto.message(...shared, proto.varint(4, type), proto.bytes(5, values), ...last);
}

function metricMessage({ tag, group, displayName, description, dataset }: MetricInfo): Uint8Array {
  const name = proto.message(...text(1, group), proto.string(2, tag));
  return proto.message(
    proto.bytes(1, name),
    ...text(3, displayName),
    ...text(4, description),
    ...(dataset ? [proto.varint(5, dataset === 'training' ? 1 : 2)] : []),
  );
}

function text(field: number, value: string | undefined): Uint8Array[] {
  return value === undefined ? [] : [proto.string(field, value)];
}

/** google.protobuf.Value. */
function protobufValue(value: HyperParameterValue): Uint8Array {
  if (typeof value === 'number') return proto.double(2, value);
  return typeof value === 'string' ? proto.string(3, value) : proto.varint(4, value ? 1 : 0);
}
