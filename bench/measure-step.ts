import type { Answer, Engine } from './step-engines.ts';

/** Milliseconds of one engine's steps, and its peak memory. */
export interface StepTimes {
  readonly engine: string;
  readonly first: number;
  readonly least: number;
  readonly median: number;
  /** Least processor time of a step. */
  readonly cpu: number;
  readonly peakMiB: number;
  readonly loss?: number;
}

/** Times `steps` steps of each engine after its first. They take turns, so that other work on the machine slows all. */
export async function measureStep(engines: readonly Engine[], steps: number): Promise<StepTimes[]> {
  const answers = new Map<Engine, Answer[]>(engines.map((engine) => [engine, []]));
  for (let step = 0; step <= steps; step++)
    for (const engine of engines) answers.get(engine)!.push(await engine.step());
  for (const engine of engines) engine.close();
  return engines.map((engine) => timesOf(engine.name, answers.get(engine)!));
}

function timesOf(engine: string, [first, ...rest]: readonly Answer[]): StepTimes {
  const times = rest.map(({ ms }) => ms).sort((a, b) => a - b);
  const last = rest.at(-1)!;
  return {
    engine,
    first: Math.round(first!.ms),
    least: Math.round(times[0]!),
    median: Math.round(times[times.length >> 1]!),
    cpu: Math.round(Math.min(...rest.map(({ cpuMs }) => cpuMs))),
    peakMiB: Math.round(last.peakMiB),
    ...(last.loss !== undefined && { loss: last.loss }),
  };
}
