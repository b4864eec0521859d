import type { Command } from '../launch/launcher.ts';
import type { Launcher } from './launcher.ts';
import { jobsFolder, manifestFile, type Manifest } from './manifest.ts';
import type { Submitted } from './submissions.ts';

/** Gives tasks of a manifest to its launcher. @returns what has to be kept in `submissions.json` */
export async function handOver(
  sweep: string,
  manifest: Manifest,
  indexes: readonly number[],
  launcher: Launcher,
  tessera: (args: readonly string[]) => Command,
): Promise<Submitted[]> {
  const submitted = await launcher.submit({
    name: `tessera-${manifest.name}`,
    command: tessera(['task', manifestFile(sweep), '--index']),
    indexes,
    workingDirectory: manifest.workingDirectory,
    environment: manifest.environment,
    folder: jobsFolder(sweep),
  });
  const at = new Date().toISOString();
  return submitted.map(({ id, began, indexes: own, folder, note }) => ({
    id,
    ...(began !== undefined && { began }),
    indexes: [...own],
    folder,
    ...(note !== undefined && { note }),
    at,
    launch: manifest.launch,
  }));
}
