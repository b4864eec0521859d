import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Resident memory in bytes without what is only waiting to be collected, which may be over 100 MiB and says nothing of leaks. */
export function residentMemory(): number {
  collect();
  return process.memoryUsage().rss;
}
