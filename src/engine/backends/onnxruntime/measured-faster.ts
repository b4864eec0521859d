import { type Adapter, isSoftware } from './read-adapter.ts';

/** Whether `npm run bench -- step` was faster on a device of this kind than on the processors of its machine. */
export function isMeasuredFaster(adapter: Adapter): boolean {
  return !isSoftware(adapter) && measured.some((card) => card.test(adapter.name));
}

/** Cards whose figures are in docs/performance.md. */
const measured: readonly RegExp[] = [/\bNVIDIA H100\b/];
