import { requireOptional } from '../../packages.ts';

type NodeUtil = Record<string, ((value: unknown) => boolean) | undefined>;

/**
 * tfjs-node 4.22 calls `util.isNullOrUndefined` and `util.isArray` at nearly every op; Node 23 took them away
 * (https://github.com/tensorflow/tfjs/pull/8425, never released). Puts them back where they are missing.
 */
export function restoreNodeUtil(): void {
  const util = requireOptional('node:util') as NodeUtil;
  util['isNullOrUndefined'] ??= (value) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
