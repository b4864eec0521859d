import { setTimeout as wait } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/**
 * Resident memory in MiB without garbage, of which there may be 100 MiB and which says nothing of leaks.
 * V8 gives array buffers back in a thread of its own, some time after it has collected them.
 */
export async function residentMiB(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await wait(100);
  }
  return process.memoryUsage().rss / 2 ** 20;
}
