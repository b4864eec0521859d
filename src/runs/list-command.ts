/** The command that lists the runs of a folder, for hints. `runs` is what `list` shows by itself. */
export function listCommand(runsFolder: string): string {
  return runsFolder === 'runs' ? 'tessera list' : `tessera list --runs ${runsFolder}`;
}
