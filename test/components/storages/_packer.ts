import { setTimeout as wait } from 'node:timers/promises';
import { buildStorage, coordinateSample } from '../../helpers/data.ts';

/**
 * Packs 40 samples into the folder given, 20 ms each, and says what it does; stands still after the sample that is
 * named.
 */
const standStillAfter = Number(process.argv[3]);
const storage = await buildStorage({ type: 'memmap', cache: process.argv[2]!, chunk_size: 4 });
const stored = await storage.store(
  {
    length: 40,
    name: (index) => `sample-${index}`,
    fingerprint: async () => 'packer',
    parallel: 1,
    async read(index) {
      await wait(20);
      process.stdout.write(`read ${index}\n`);
      if (index === standStillAfter) await wait(1e9);
      return coordinateSample(7, 9, `sample-${index}`);
    },
  },
  () => {},
);
process.stdout.write(`stored ${stored.length}\n`);
await storage.close();
