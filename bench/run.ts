/** `npm run bench -- <name>` runs the benchmark of that name in this folder; what follows are its own options. */
const benchmarks = {
  step: () => import('./step.ts'),
  augment: () => import('./augment.ts'),
  predict: () => import('./predict.ts'),
  plan: () => import('./plan.ts'),
  start: () => import('./start.ts'),
  logging: () => import('./logging.ts'),
  sweep: () => import('./sweep.ts'),
  all: () => import('./all.ts'),
};

const [name, ...options] = process.argv.slice(2);
if (name !== undefined && name in benchmarks) {
  process.argv.splice(2, Infinity, ...options);
  await benchmarks[name as keyof typeof benchmarks]();
} else {
  const got = name === undefined || name === '--help' ? '' : `, got ${name}`;
  console.error(`expected \`npm run bench -- <name>\` with one of ${Object.keys(benchmarks).join(', ')}${got}`);
  process.exitCode = name === '--help' ? 0 : 2;
}
