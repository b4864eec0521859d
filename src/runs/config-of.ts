import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { migrate } from '../core/format/index.ts';
import { unreadable } from '../core/json-file.ts';
import { isPlainObject } from '../core/plain-object.ts';
import type { RunDirectory } from './directory.ts';
import type { RunRecord } from './record.ts';

/**
 * The configuration that a run is trained with, in the current format: what `run.json` has of it, and of runs of
 * earlier versions, which have nothing, `config.yaml`, which takes a hundred times as long to parse.
 * @throws TesseraError `file-unreadable`, `newer-format`
 */
export async function configOf(
  run: Pick<RunDirectory, 'configFile'>,
  record: Pick<RunRecord, 'config'>,
): Promise<unknown> {
  const { configFile: file } = run;
  if (record.config) return migrate(record.config, { document: 'config', file });
  const text = await readFile(file, 'utf8').catch((error: unknown) => Promise.reject(unreadable(file, error)));
  return migrate(parse(text), { document: 'config', file });
}

/** The object of a configuration's text, for `run.json`. */
export function parsedConfig(yaml: string): Record<string, unknown> {
  const config: unknown = parse(yaml);
  return isPlainObject(config) ? { ...config } : {};
}
