import test from 'ava';
import { join } from 'node:path';
import { readSpeeds, writeSpeeds } from '../../../src/data/storage/measured-speeds.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('speeds are kept for each size of samples; the last measurement counts', async (t) => {
  const cache = join(await newFolder(), 'new');
  const [small, wide] = [
    { height: 8, width: 8 },
    { height: 8, width: 9 },
  ];
  t.is(await readSpeeds(cache, small), undefined);
  await writeSpeeds(cache, small, { memory: 1 });
  await writeSpeeds(cache, wide, { memory: 2 });
  await writeSpeeds(cache, small, { memory: 3, raw: 4 });
  t.deepEqual(await readSpeeds(cache, small), { memory: 3, raw: 4 });
  t.deepEqual(await readSpeeds(cache, wide), { memory: 2 });
});
