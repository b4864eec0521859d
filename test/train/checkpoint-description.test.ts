import { join } from 'node:path';
import test from 'ava';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import {
  describeCheckpoint,
  encodeDescription,
  parseCheckpointDescription,
} from '../../src/train/checkpoint-description.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';
import { loadOptions } from '../helpers/trained.ts';

async function described() {
  const { file, folder } = await experimentFile(`${tinyExperiment}engine: {backend: wasm, threads: 1}\n`);
  const { experiment, id } = await loadExperiment(file, loadOptions(folder));
  const plugins = [{ name: 'plugins/net.mjs', sha256: 'ab', path: join(folder, 'plugins/net.mjs') }];
  const dataset = {
    classes: [{ name: 'sky', color: [9, 8, 7] as const }],
    imageSize: { height: 32, width: 32 },
    interpolation: 'bilinear' as const,
    resize: { train: 'cover', val: 'fit', test: 'stretch' } as const,
  };
  const model = { inputMultiple: 4, normalization: { mean: [0, 0, 0], std: [1, 1, 1] } as const };
  return {
    id,
    description: describeCheckpoint({ id, experiment, plugins }, { built: { model, dataset }, classPixels: [5] }),
  };
}

test('a checkpoint has its experiment inside, without what belongs to one machine or one folder', async (t) => {
  const { id, description } = await described();
  t.like(description, { name: 'tiny', id, classPixels: [5], plugins: [{ name: 'plugins/net.mjs', sha256: 'ab' }] });
  t.is(description.resize.policy, 'stretch', 'that of the test split');
  t.regex(description.config, /^format: 2$/m);
  t.regex(description.config, /^plugins:\n +- plugins\/net\.mjs$/m);
  t.regex(description.config, /^engine:\n +backend: auto\n(?! )/m);
  t.regex(description.config, /^ +lr: 0\.01$/m);
});

test('its text says a format, and what it says is read back', async (t) => {
  const { description } = await described();
  const text = encodeDescription(description);
  t.is((JSON.parse(text) as { format: number }).format, 2);
  t.deepEqual(parseCheckpointDescription(text, 'x'), description);
  t.is(parseCheckpointDescription('{"format": 2, "name": "exported weights"}', 'x'), undefined);
  const newer = t.throws(() => parseCheckpointDescription(text.replace('"format":2', '"format":3'), 'x'), {
    instanceOf: TesseraError,
  });
  t.is(newer.problems[0]!.code, 'newer-format');
  t.throws(() => parseCheckpointDescription('{', 'x'), { instanceOf: SyntaxError });
});
