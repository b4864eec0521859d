// Tries three learning rates, each within a minute of training, and tells which one has the best validation.
//
//   node docs/three-tries.mjs experiments/quickstart.yaml [options of `tessera run`]
//
// TESSERA says how to start the program; by default `npx tessera`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [file, ...options] = process.argv.slice(2);
const [program, ...before] = (process.env.TESSERA ?? 'npx tessera').split(' ');

/** Runs the experiment with one learning rate. The last event has the result, or what is wrong. */
async function attempt(lr) {
  const args = ['run', file, '--set', `optimizer.lr=${lr}`, '--max-time', '1m', '--json', ...options];
  const child = spawn(program, [...before, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last;
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line);
    if (last.event === 'validation')
      console.error(`lr ${lr}, step ${last.step}: ${last.best.metric} ${last.best.value}`);
  }
  if (last?.event === 'error') throw new Error(last.errors.map(({ message }) => message).join('\n'));
  if (last?.status !== 'completed') throw new Error(`lr ${lr} did not come to its end`);
  return { lr, directory: last.directory, existing: last.existing, ...last.result.best };
}

const tries = [];
for (const lr of [1e-2, 3e-3, 1e-3]) tries.push(await attempt(lr));
// By validation; less is better only for a loss.
const sign = tries[0].metric.startsWith('loss') ? 1 : -1;
const [best] = tries.toSorted((a, b) => sign * (a.value - b.value));
console.log(JSON.stringify({ best, tries }));
