import { backendNames, type EngineSection } from '../../schemas/index.ts';
import type { Attempt } from '../runs/attempt.ts';

export interface EngineAsBefore {
  readonly engine: EngineSection;
  /** For the person; absent if the engine isn't as before. */
  readonly note?: string;
}

/**
 * The backend and the threads that an attempt ran on, unless the configuration names others: numbers are equal bit by
 * bit only with as many threads.
 * @param isAutoMeant whether `engine.backend: auto` was asked for now, and not when the run began
 */
export function engineAsBefore(
  engine: EngineSection,
  { engine: before }: Attempt,
  isAutoMeant = false,
): EngineAsBefore {
  const known = backendNames.find((name) => name === before?.backend);
  if (!before || !known) return { engine };
  const backend = engine.backend === 'auto' && !isAutoMeant ? known : engine.backend;
  const threads = engine.threads ?? before.threads;
  if (backend !== known || threads !== before.threads) return { engine: { ...engine, backend, threads } };
  const note = `on ${backend} with ${threads} ${threads === 1 ? 'thread' : 'threads'}, as before`;
  return { engine: { ...engine, backend, threads }, note };
}
