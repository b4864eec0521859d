import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const pointSchema = z.object({ name: z.string(), overrides: z.record(z.string(), z.unknown()) });
type Point = z.output<typeof pointSchema>;

/**
 * The values that a sweep sets, by the folder of each point's run, from the sweep's ledger: `sweep.json`, and the
 * points that came since in `sweep.changes.jsonl`. What can't be read is left out: the runs say what they were trained
 * with.
 */
export async function readSwept(sweepPath: string): Promise<ReadonlyMap<string, Point['overrides']>> {
  const [ledger, changes] = await Promise.all(
    ['sweep.json', 'sweep.changes.jsonl'].map((name) => readFile(join(sweepPath, name), 'utf8').catch(() => '')),
  );
  const written = z.object({ points: z.array(z.unknown()) }).safeParse(parsed(ledger!)).data?.points ?? [];
  const points = [...written, ...changes!.split('\n').map(parsed)].flatMap(
    (point) => pointSchema.safeParse(point).data ?? [],
  );
  return new Map(points.map(({ name, overrides }) => [name, overrides]));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
