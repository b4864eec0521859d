/** A machine that points run on. */
export interface Host {
  /** As `ssh` takes it. */
  readonly host: string;
  readonly port?: number | undefined;
  /** How many points run on it at a time. */
  readonly jobs: number;
  /** Where the project lies there; at the same path as here if absent. */
  readonly project?: string | undefined;
  /** The program there; that of this process if absent, or `node` where there is none. */
  readonly node?: string | undefined;
  /** Lines of shell that run first. */
  readonly setup: readonly string[];
}

/** What people and submissions call it: `me@gpu1`, with its port where that is given: `me@gpu1:2222`. */
export function nameOf({ host, port }: Pick<Host, 'host' | 'port'>): string {
  return port === undefined ? host : `${host}:${port}`;
}

/** A path of this machine as the host has it: what lies in the project here lies in the project there. */
export function pathOn({ project }: Host, here: string): (path: string) => string {
  if (project === undefined) return (path) => path;
  const there = project.replace(/\/+$/, '');
  return (path) => (path === here ? there : path.startsWith(`${here}/`) ? `${there}${path.slice(here.length)}` : path);
}
