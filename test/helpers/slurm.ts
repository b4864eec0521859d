import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const programs = {
  munged: '/usr/sbin/munged',
  slurmctld: '/usr/sbin/slurmctld',
  slurmd: '/usr/sbin/slurmd',
  sbatch: '/usr/bin/sbatch',
};

/** Why no Slurm can be started on this machine; undefined if one can. */
export function whyNoSlurm(): string | undefined {
  const missing = Object.entries(programs).filter(([, path]) => !existsSync(path));
  if (missing.length > 0)
    return `${missing.map(([name]) => name).join(', ')} missing (apt-get install slurm-wlm munge)`;
  return process.getuid?.() === 0 ? undefined : 'only the administrator can start a Slurm of its own';
}

/** A Slurm of its own on this machine: one node, its own key and ports, so that it never meets a real one. */
export interface Slurm {
  readonly folder: string;
  /** For processes that talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What one of its programs prints. */
  ask(program: string, ...args: readonly string[]): string;
  /** Ends the controller, and begins it again with the state that it has saved. */
  restartController(): Promise<void>;
  stopController(): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts it in a folder, whose path must be short: a socket lies in it. Two partitions: jobs of `high` push those of
 * `low` aside, which have 20 seconds to save.
 */
export async function startSlurm(folder: string): Promise<Slurm> {
  for (const name of ['state', 'spool', 'log', 'munge']) mkdirSync(join(folder, name), { recursive: true });
  chmodSync(join(folder, 'munge'), 0o755);
  writeFileSync(join(folder, 'munge', 'key'), randomBytes(128), { mode: 0o600 });
  const [controllerPort, nodePort] = await freePorts();
  const file = join(folder, 'slurm.conf');
  writeFileSync(file, configuration(folder, controllerPort!, nodePort!));
  const environment = { SLURM_CONF: file };
  const begin = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { env: { ...process.env, ...environment }, stdio: 'ignore' });
  const ask = (program: string, ...args: readonly string[]) =>
    spawnSync(program, args, { env: { ...process.env, ...environment }, encoding: 'utf8' }).stdout;
  const munge = (name: string) => join(folder, 'munge', name);
  begin(
    programs.munged,
    '--force',
    `--key-file=${munge('key')}`,
    `--socket=${munge('socket')}`,
    `--pid-file=${munge('pid')}`,
    `--log-file=${munge('log')}`,
    `--seed-file=${munge('seed')}`,
  );
  const startController = async () => {
    begin(programs.slurmctld, '-f', file);
    await until(() => ask('scontrol', 'ping').includes('UP'), 'the controller is up');
  };
  const stopController = () => endByPidFile(join(folder, 'slurmctld.pid'));
  const slurm: Slurm = {
    folder,
    environment,
    ask,
    startController,
    stopController,
    async restartController() {
      await stopController();
      await startController();
    },
    async stop() {
      ask('scancel', '--user=root');
      for (const name of ['slurmd.pid', 'slurmctld.pid', 'munge/pid']) await endByPidFile(join(folder, name));
    },
  };
  try {
    await startController();
    begin(programs.slurmd, '-f', file, '-N', 'here');
    await until(() => /idle/.test(ask('sinfo', '-h', '-o', '%T')), 'the node is idle');
    return slurm;
  } catch (error) {
    await slurm.stop();
    throw error;
  }
}

function configuration(folder: string, controllerPort: number, nodePort: number): string {
  return `
ClusterName=tessera
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=5
SchedulerParameters=bf_interval=5,sched_interval=5
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
NodeName=here NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${nodePort} CPUs=2 RealMemory=2000
PartitionName=low Nodes=here Default=YES MaxTime=60 PriorityTier=1 GraceTime=20 State=UP
PartitionName=high Nodes=here MaxTime=60 PriorityTier=10 PreemptMode=OFF State=UP
`;
}

async function endByPidFile(file: string): Promise<void> {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!pid) return;
  try {
    process.kill(pid, 'SIGTERM');
    await until(() => !isThere(pid), `process ${pid} has ended`);
  } catch {
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until it is so. @throws Error after a while */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}`);
    await sleep(200);
  }
}

async function freePorts(): Promise<number[]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
