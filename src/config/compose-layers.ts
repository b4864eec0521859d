import { resolve } from 'node:path';
import type { z } from 'zod';
import type { Experiment } from '../../schemas/index.ts';
import { currentFormat, firstFormat } from '../core/format/index.ts';
import type { Registry } from '../registry/index.ts';
import type { Consequences } from './consequences.ts';
import { cacheText, composeFile, type ParseCache } from './extend.ts';
import { axesFromFiles, overrideFromFile, type ValueFiles } from './file-values.ts';
import type { Environment } from './interpolate.ts';
import { applyArgument, parseOverride, type Override } from './override.ts';
import { loadPlugins, type Plugins } from './plugins.ts';
import { replaceDataset } from './replace-dataset.ts';
import { schemaOf } from './schema-of.ts';
import type { MapNode } from './tree.ts';

export interface ComposeOptions {
  readonly registry: Registry;
  readonly overrides?: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Environment;
  /** What the file says, where it is a part of another file and can't be read by itself. */
  readonly text?: string;
  /** The file is a run's `config.yaml`. If it names no format it has format 1, which did not write its number. */
  readonly saved?: boolean;
  /** Files that are parsed already. */
  readonly cache?: ParseCache;
  /** Whether the code of the file's plugins runs; by default it does. Without it, what they register is unknown. */
  readonly runPlugins?: boolean;
  /** The file is a run's, which is to be tested on other data. */
  readonly otherData?: OtherData | undefined;
}

export interface OtherData {
  /** A file with the dataset that takes the place of the run's. Without it, only overrides change the dataset. */
  readonly file?: string | undefined;
}

/** All that is written of an experiment, in files and arguments, put together. */
export interface Layers extends Omit<Plugins, 'tree'> {
  readonly schema: z.ZodType<Experiment>;
  /** Files of the experiment, parents first. */
  readonly files: readonly string[];
  /** Files with values that arguments and axes name. */
  readonly values: readonly string[];
  /** Before interpolation. Absent if the file can't be read. */
  readonly tree?: MapNode;
}

/** Puts the layers on each other: parents, the file, its plugins, other data, `--set`, axes from files. */
export async function composeLayers(
  file: string,
  options: ComposeOptions,
  { causing, report }: Consequences,
): Promise<Layers> {
  const { workingDirectory, otherData, saved, runPlugins = true } = options;
  const cache: ParseCache = options.cache ?? new Map();
  const [partial, unset] = [causing('missing-key', 'unknown-component'), causing('missing-key')];
  if (options.text !== undefined)
    cacheText(cache, resolve(workingDirectory, file), options.text, workingDirectory, report);
  const format = saved ? firstFormat : currentFormat;
  const { tree: composed, files } = await composeFile(file, workingDirectory, partial, cache, format);
  const valueFiles: ValueFiles = { workingDirectory, cache, report: unset, read: new Set() };
  const overrides = await readOverrides(options.overrides ?? [], valueFiles);
  if (!composed) {
    const { registry } = options;
    return { registry, schema: schemaOf(registry), code: [], plugins: [], modules: [], files, values: [] };
  }

  // Plugins are named before they are loaded: what they register is what other arguments may set.
  const named = overrides
    .filter(isPlugins)
    .reduce((tree, override) => applyArgument(tree, schemaOf(options.registry), override, partial), composed);
  const { tree: loaded, ...plugged } = await loadPlugins(
    named,
    options.registry,
    workingDirectory,
    partial,
    runPlugins,
  );
  const schema = schemaOf(plugged.registry);
  const replaced =
    otherData?.file === undefined
      ? loaded
      : ((await replaceDataset(loaded, otherData.file, { ...options, schema }, partial)) ?? loaded);
  const set = overrides
    .filter((override) => !isPlugins(override))
    .reduce((tree, override) => applyArgument(tree, schema, override, unset), replaced);
  const tree = await axesFromFiles(set, valueFiles);
  return { ...plugged, schema, files, values: [...valueFiles.read], tree };
}

/** The arguments of `--set`, those that name a file with what it holds. A wrong one is reported and left out. */
async function readOverrides(texts: readonly string[], files: ValueFiles): Promise<Override[]> {
  const overrides: Override[] = [];
  for (const text of texts) {
    const argument = parseOverride(text, files.report);
    const override = argument && (await overrideFromFile(argument, files));
    if (override) overrides.push(override);
  }
  return overrides;
}

function isPlugins({ path }: Override): boolean {
  return path.length === 1 && path[0] === 'plugins';
}
