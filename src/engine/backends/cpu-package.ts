/**
 * Asked for by `cpu.ts` when it is needed. What is imported late from a package in CommonJS has no names in the bundle;
 * a module of ours has.
 */
export { version_cpu as version } from '@tensorflow/tfjs-backend-cpu';
