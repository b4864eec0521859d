import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const pointSchema = z.object({ name: z.string(), overrides: z.record(z.string(), z.unknown()) });
type Point = z.output<typeof pointSchema>;

const changesFile = 'sweep.changes.jsonl';

/**
 * The values that a sweep sets, by the folder of each point's run, from the sweep's ledger: `sweep.json`, and the
 * points that came since in `sweep.changes.jsonl`. What can't be read is left out: the runs say what they were trained
 * with.
 */
export async function readSwept(sweepPath: string): Promise<ReadonlyMap<string, Point['overrides']>> {
  const [ledger, changes] = await Promise.all(
    ['sweep.json', changesFile].map((name) => readFile(join(sweepPath, name), 'utf8').catch(() => '')),
  );
  const written = z.object({ points: z.array(z.unknown()) }).safeParse(parsed(ledger!)).data?.points ?? [];
  const points = [
    ...written.flatMap((point) => pointSchema.safeParse(point).data ?? []),
    ...pointsIn(changes!.split('\n')),
  ];
  return new Map(points.map(({ name, overrides }) => [name, overrides]));
}

/** The same of one run, by its folder; undefined if it is no point of a sweep. Of a large sweep little is parsed. */
export async function sweptOf(runPath: string): Promise<Point['overrides'] | undefined> {
  const [sweepPath, name] = [dirname(runPath), basename(runPath)];
  const changes = await readFile(join(sweepPath, changesFile), 'utf8').catch(() => '');
  const own = changes.split('\n').filter((line) => line.includes(JSON.stringify(name)));
  const found = pointsIn(own).findLast((point) => point.name === name);
  return found ? found.overrides : (await readSwept(sweepPath)).get(name);
}

function pointsIn(lines: readonly string[]): Point[] {
  return lines.flatMap((line) => pointSchema.safeParse(parsed(line)).data ?? []);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
