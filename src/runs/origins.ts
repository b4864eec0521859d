import { join } from 'node:path';
import { z } from 'zod';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { toJson } from '../core/json.ts';
import type { Location } from '../core/errors/index.ts';

/** The file in the folder of a run or a sweep that says where each value of its configuration comes from. */
export const originsFile = 'origins.json';

const layerSchema = z.object({
  by: z.enum(['default', 'file', 'set', 'axis']),
  /** `experiments/pets.yaml:12`, or the argument of `--set`; absent for a default. */
  where: z.string().optional(),
  /** What this layer wrote, before interpolation. */
  value: z.unknown(),
});

/** `origins.json`: for each value of an experiment the layers that wrote it, the one that decided it last. */
export const originsSchema = z.object({
  values: z.array(z.object({ path: z.string(), description: z.string().optional(), layers: z.array(layerSchema) })),
});
export type Origins = z.output<typeof originsSchema>;

/** A value of an experiment, with the layers that wrote it, as `tessera explain` tells it. */
export interface ExplainedValue {
  readonly path: string;
  readonly description?: string;
  readonly steps: readonly {
    readonly by: Origins['values'][number]['layers'][number]['by'];
    readonly where?: Location;
    readonly value: unknown;
  }[];
}

export function originsJson(explained: readonly ExplainedValue[]): string {
  const values = explained.map(({ path, description, steps }) => ({
    path,
    ...(description !== undefined && { description }),
    layers: steps.map(({ by, where, value }) => ({ by, ...(where && { where: placeOf(by, where) }), value })),
  }));
  return `${toJson(withFormat({ values }))}\n`;
}

/** Undefined for what an earlier version made. @throws TesseraError `file-unreadable`, `newer-format` */
export function readOrigins(folder: string): Promise<Origins | undefined> {
  return readFormatted(join(folder, originsFile), 'origins', originsSchema);
}

function placeOf(by: string, { file, line, text }: Location): string {
  if (by === 'set') return `--set ${text ?? ''}`.trim();
  return line === undefined ? file : `${file}:${line}`;
}
