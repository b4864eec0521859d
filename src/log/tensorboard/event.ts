import * as proto from './write-fields.ts';

/** When an event happened: seconds since 1970 and the training step. */
export interface EventTime {
  readonly wallTime: number;
  readonly step: number;
}

/** The first record of every event file (tensorboard/compat/proto/event.proto). */
export function fileVersionEvent(wallTime: number): Uint8Array {
  return proto.message(
    proto.double(1, wallTime),
    proto.string(3, 'brain.Event:2'),
    proto.bytes(10, proto.string(1, 'tensorboard-ts-writer')),
  );
}

/** Summary values (see summary.ts) that share a time. */
export function summaryEvent(time: EventTime, values: readonly Uint8Array[]): Uint8Array {
  return event(time, proto.bytes(5, proto.message(...values.map((value) => proto.bytes(1, value)))));
}

/** A GraphDef, of which a run has one: readers keep the last. */
export function graphEvent(time: EventTime, graph: Uint8Array): Uint8Array {
  return event(time, proto.bytes(4, graph));
}

/** Tells readers that a process starts at `time.step`, so that events of earlier files from that step on are void. */
export function sessionStartEvent(time: EventTime): Uint8Array {
  return event(time, proto.bytes(7, proto.varint(1, sessionStatusStart)));
}

const sessionStatusStart = 1;

function event({ wallTime, step }: EventTime, what: Uint8Array): Uint8Array {
  return proto.message(proto.double(1, wallTime), proto.varint(2, step), what);
}
