/** `npm run bench -- <name>` runs the benchmark of that name in this folder; what follows are its own options. */
const name = process.argv[2];
process.argv.splice(2, 1);
if (name !== 'step') throw new Error(`expected a benchmark: step; got ${name ?? 'nothing'}`);
await import('./step.ts');
