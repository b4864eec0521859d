import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatHolder } from '../../src/core/lease/beat.ts';
import { thisMachine } from '../../src/core/lease/process-table.ts';

/** Writes a lease as a process of this machine leaves it that was killed: another process has its number now. */
export async function leaveDeadLease(file: string): Promise<void> {
  const machine = await thisMachine.machine();
  await mkdir(dirname(file), { recursive: true });
  const holder = { host: thisMachine.host, machine, pid: process.pid, began: 'long ago', token: 'dead', beats: 0 };
  await writeFile(file, formatHolder(holder));
}
