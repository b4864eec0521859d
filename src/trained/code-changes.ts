import { readFile } from 'node:fs/promises';
import { pluginHash } from '../config/index.ts';
import { sha256 } from '../core/file-hash.ts';
import type { TrainedRun } from './open-trained-run.ts';

export interface CodeChanges {
  /** What was edited in the run's own folder, or installed in another version: one line each. */
  readonly own: readonly string[];
  /** Plugins that have changed where the run took them from. The run has its own copies. */
  readonly project: readonly ChangedPlugin[];
}

export interface ChangedPlugin {
  /** Relative to the working directory. */
  readonly name: string;
  readonly isThere: boolean;
}

/**
 * What differs in configuration and code from what the run recorded. Runs of earlier versions recorded neither, and
 * nothing is said of them.
 */
export async function codeChanges({ run, record, loaded, workingDirectory }: TrainedRun): Promise<CodeChanges> {
  if (!record.inputs) return { own: [], project: [] };
  const text = await readFile(run.configFile, 'utf8');
  const own = sha256(text) === record.inputs.config ? [] : ['config.yaml was edited after the run began'];
  const project: ChangedPlugin[] = [];
  for (const [index, { name, sha256: recorded }] of record.inputs.plugins.entries()) {
    const plugin = loaded.plugins[index];
    if (!plugin) continue;
    const isCopy = plugin.files.size > 0;
    if (plugin.sha256 !== recorded)
      own.push(isCopy ? `the run's copy of ${name} was edited` : `the package ${name} has another version`);
    if (!isCopy) continue;
    const now = await pluginHash(name, workingDirectory);
    if (now !== recorded) project.push({ name, isThere: now !== undefined });
  }
  return { own, project };
}

/** One line for each change. */
export function describeCode({ own, project }: CodeChanges): string[] {
  return [...own, ...project.map(describePlugin)];
}

/** What to say of a plugin that has changed in the project, where the run's own copy is used. */
export function describePlugin({ name, isThere }: ChangedPlugin): string {
  return `${name} ${isThere ? 'has changed' : 'is gone'} since; the run's own copy is used`;
}
