import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where a program of OpenSSH is; undefined if it isn't installed. */
export function sshdPath(name = 'sshd'): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** A server on loopback, which stands for a machine. */
export interface FakeHost {
  readonly host: '127.0.0.1';
  readonly port: number;
  /**
   * Ends the server. What it has started goes on, unless the host is isolated: then all of its processes are killed, as
   * if the machine were gone.
   */
  kill(): Promise<void>;
  /** Stops all processes of an isolated host, as if it were cut off, or lets them go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  start(): Promise<void>;
}

export interface FakeHosts {
  readonly hosts: readonly FakeHost[];
  /** Options of `ssh` with which it knows the servers' keys and has a key of its own. */
  readonly options: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts servers with keys and settings of their own, as ordinary processes. Nothing of the system's is touched.
 * @param isIsolated whether each sees its own processes only, as another machine does; that needs Linux and its
 * administrator
 */
export async function startHosts(count: number, isIsolated = false): Promise<FakeHosts> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-sshd-'));
  for (const key of ['host', 'user'])
    execFileSync(sshdPath('ssh-keygen')!, ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
  await writeFile(join(folder, 'authorized_keys'), await readFile(join(folder, 'user.pub')));
  // The administrator's sshd wants this folder, which is gone after a restart of the machine.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const hosts = await Promise.all(Array.from({ length: count }, (_, index) => startHost(folder, index, isIsolated)));
  const hostKey = (await readFile(join(folder, 'host.pub'), 'utf8')).trim();
  await writeFile(join(folder, 'known_hosts'), hosts.map(({ port }) => `[127.0.0.1]:${port} ${hostKey}\n`).join(''));
  await writeFile(
    join(folder, 'ssh_config'),
    [
      `IdentityFile ${join(folder, 'user')}`,
      'IdentitiesOnly yes',
      `UserKnownHostsFile ${join(folder, 'known_hosts')}`,
      'GlobalKnownHostsFile /dev/null',
      `User ${userInfo().username}`,
      '',
    ].join('\n'),
  );
  return {
    hosts,
    // Connections end with the test's processes.
    options: ['-F', join(folder, 'ssh_config'), '-o', 'ControlPath=none'],
    async close() {
      await Promise.all(hosts.map((host) => host.kill()));
      await rm(folder, { recursive: true });
    },
  };
}

async function startHost(folder: string, index: number, isIsolated: boolean): Promise<FakeHost> {
  const port = await freePort();
  const config = join(folder, `sshd_config_${index}`);
  await writeFile(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      `PidFile ${join(folder, `sshd_${index}.pid`)}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      '',
    ].join('\n'),
  );
  let server: ChildProcess;
  const start = async () => {
    const command = [sshdPath()!, '-D', '-e', '-f', config];
    // Processes of a namespace end with its first one, the server.
    if (isIsolated) command.unshift('unshare', '--pid', '--fork', '--kill-child', '--mount-proc');
    server = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    server.stderr!.on('data', (text: Buffer) => (said += text.toString()));
    while (!said.includes('Server listening')) {
      if (server.exitCode !== null) throw new Error(`sshd ended: ${said}`);
      await sleep(10);
    }
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of await processesOf(server.pid!)) process.kill(pid, name);
  };
  await start();
  return { host: '127.0.0.1', port, start, kill, signal };
}

/** All processes of the namespace that a process made for its child. */
async function processesOf(pid: number): Promise<number[]> {
  const namespace = (id: string) => readlink(`/proc/${id}/ns/pid`).catch(() => undefined);
  const own = await readlink(`/proc/${pid}/ns/pid_for_children`);
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(ids.map(async (id) => ((await namespace(id)) === own ? [Number(id)] : [])));
  return found.flat();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
