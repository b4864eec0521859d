import { setTimeout as sleep } from 'node:timers/promises';
import { processContext } from '../../../src/cli/context.ts';
import { createProgress } from '../../../src/cli/report/progress.ts';

// Shows some progress on the terminal of this process, waits until it is resized, and shows some more.
const context = processContext();
const first = context.columns();
const progress = createProgress(context);
let done = 0;
const next = async () => {
  progress.update('reading 写真', ++done, 1000, 'of many photos, at a good speed');
  await sleep(20);
};
context.out('a line that is longer than sixty cells, and so is broken at one of its spaces');
for (let some = 0; some < 3; some++) await next();
for (let waits = 0; context.columns() === first && waits < 3000; waits++) await sleep(10);
context.err('resized');
for (let more = 0; more < 10; more++) await next();
progress.close();
context.out('see it: tessera list');
