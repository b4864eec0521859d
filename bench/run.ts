/** `npm run bench -- <name>` runs the benchmark of that name in this folder; what follows are its own options. */
const benchmarks = {
  step: () => import('./step.ts'),
  augment: () => import('./augment.ts'),
  predict: () => import('./predict.ts'),
  start: () => import('./start.ts'),
  logging: () => import('./logging.ts'),
  all: () => import('./all.ts'),
};

const name = process.argv[2] ?? 'nothing';
process.argv.splice(2, 1);
if (!(name in benchmarks)) throw new Error(`expected a benchmark: ${Object.keys(benchmarks).join(', ')}; got ${name}`);
await benchmarks[name as keyof typeof benchmarks]();
