import { toJson } from '../core/json.ts';
import { eventsVersion, type EventBody } from './event.ts';

/** Told of each event. */
export type Emit = (event: EventBody) => void;

/** An event as a line of JSON: its name first. */
export function eventLine({ event, ...rest }: EventBody, now: Date = new Date()): string {
  return toJson({ event, version: eventsVersion, time: now.toISOString(), ...rest });
}
