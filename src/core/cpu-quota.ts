import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface CpuQuota {
  /** Processor time per time: 1.5 is one and a half processors. */
  readonly processors: number;
  /** The file that says so. */
  readonly file: string;
}

/**
 * The smallest CPU quota of the control groups around this process (Linux; undefined elsewhere and without a quota).
 * Both versions are read: `cpu.max` of version 2, `cpu.cfs_quota_us` of version 1. A group's own quota and those of all
 * groups above it hold together.
 */
export function cpuQuota(root: string): CpuQuota | undefined {
  const mounts = (readText(join(root, 'proc/self/mountinfo')) ?? '').split('\n').map(parseMount);
  const quotas = (readText(join(root, 'proc/self/cgroup')) ?? '').split('\n').flatMap((line) => {
    const [, controllers, group] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (group === undefined) return [];
    const isUnified = controllers === '';
    if (!isUnified && !controllers?.split(',').includes('cpu')) return [];
    const mount = mounts.find((one) => one && (isUnified ? one.type === 'cgroup2' : one.controllers.includes('cpu')));
    return mount ? foldersOf(group, mount).flatMap((folder) => quotaIn(root, folder, isUnified) ?? []) : [];
  });
  return quotas.toSorted((a, b) => a.processors - b.processors)[0];
}

interface Mount {
  readonly type: string;
  /** The group that is mounted. */
  readonly group: string;
  readonly folder: string;
  /** Version 1 only. */
  readonly controllers: readonly string[];
}

/** A line of /proc/self/mountinfo (proc(5)); undefined for file systems that aren't control groups. */
function parseMount(line: string): Mount | undefined {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , group, folder] = before.split(' ');
  const [type = '', , options = ''] = after.split(' ');
  if (group === undefined || folder === undefined || !type.startsWith('cgroup')) return undefined;
  return { type, group, folder, controllers: type === 'cgroup' ? options.split(',') : [] };
}

/** The folders of a group and of those above it, as far as they are mounted. */
function foldersOf(group: string, mount: Mount): string[] {
  const inside = posix.relative(mount.group, group);
  // Without a namespace of its own, a container sees its group's name but only its own folder.
  const folders = inside.startsWith('..') ? [] : inside.split('/').filter((name) => name !== '');
  return [...folders.keys(), folders.length].map((depth) => posix.join(mount.folder, ...folders.slice(0, depth)));
}

function quotaIn(root: string, folder: string, isUnified: boolean): CpuQuota | undefined {
  const file = posix.join(folder, isUnified ? 'cpu.max' : 'cpu.cfs_quota_us');
  const text = readText(join(root, file));
  if (text === undefined) return undefined;
  const [quota, period] = isUnified
    ? text.trim().split(/\s+/)
    : [text, readText(join(root, folder, 'cpu.cfs_period_us'))];
  // Without a limit, the quota is `max` in version 2 and -1 in version 1.
  const processors = Number(quota) / Number(period);
  return processors > 0 && Number.isFinite(processors) ? { processors, file } : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
