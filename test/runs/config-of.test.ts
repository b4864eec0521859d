import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { configOf, parsedConfig } from '../../src/runs/config-of.ts';
import { newFolder } from '../helpers/tessera.ts';

test('the record has the configuration, in whatever format it was written', async (t) => {
  const run = { configFile: '/none/config.yaml' };
  t.deepEqual(await configOf(run, { config: { format: 2, seed: 1 } }), { seed: 1 });
  t.deepEqual(await configOf(run, { config: { train: { best: 'iou/macro' } } }), {
    train: { best: 'iou/macro/image' },
  });
});

test('of a run of an earlier version it is read from config.yaml', async (t) => {
  const configFile = join(await newFolder(), 'config.yaml');
  await writeFile(configFile, 'format: 2\noptimizer: {lr: 1e-3}\n');
  t.deepEqual(await configOf({ configFile }, {}), { optimizer: { lr: 0.001 } });
  const missing = await t.throwsAsync(configOf({ configFile: `${configFile}.none` }, {}), { instanceOf: TesseraError });
  t.is(missing.problems[0]!.code, 'file-unreadable');
});

test('what a run writes is read back alike', async (t) => {
  const yaml = 'format: 2\nseed: 3\nloss:\n  type: focal\n  gamma: 2.5\n';
  t.deepEqual(await configOf({ configFile: '' }, { config: parsedConfig(yaml) }), {
    seed: 3,
    loss: { type: 'focal', gamma: 2.5 },
  });
});
