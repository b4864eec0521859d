// Takes the lease named by the first argument and keeps it: prints `held`, or by whom it is held.
// With a second argument it then takes turns instead: adds a line to that file, holding the lease, and ends.
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLease, waitForLease } from '../../src/core/lease/index.ts';

const [, , file, log] = process.argv;
if (log === undefined) {
  const lease = await tryLease(file!);
  process.stdout.write('heldBy' in lease ? `held by ${lease.heldBy?.pid}\n` : 'held\n');
  setInterval(() => {}, 1000);
} else {
  const lease = await waitForLease(file!, { lookEvery: 5 });
  appendFileSync(log, `begin ${process.pid}\n`);
  const before = readFileSync(log, 'utf8');
  await sleep(30);
  if (readFileSync(log, 'utf8') !== before) appendFileSync(log, 'disturbed\n');
  appendFileSync(log, `end ${process.pid}\n`);
  await lease.release();
}
