export { tryLease, waitForLease, type HeldBy, type LeaseOptions, type WaitOptions } from './acquire.ts';
export { describeHolder, type Holder } from './holder.ts';
export type { Lease } from './lease.ts';
export { leaseState, type LeaseState } from './state.ts';
export { createWatch, type Watch } from './watch.ts';
