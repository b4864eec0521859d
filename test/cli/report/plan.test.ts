import test from 'ava';
import { loadFile } from '../../../src/cli/load.ts';
import { componentTable, pointTable } from '../../../src/cli/report/plan.ts';
import { experimentFile } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

test('each component is a line, its parameters as YAML would write them', async (t) => {
  const { file } = await experimentFile();
  const { experiment } = await loadFile(file, testContext().context);
  const lines = componentTable(experiment).split('\n');
  t.regex(lines[1]!, /^augmentation {2}horizontal-flip +p=0\.5$/);
  t.regex(
    lines[2]!,
    /^model +unet +encoder=\{type: convnet, widths: \[4, 8\], first_stride: 2, convs_per_stage: 1\} dropout=0 auxiliary_heads=\[\]$/,
  );
  t.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['dataset', 'augmentation', 'model', 'loss', 'metric', 'metric', 'optimizer', 'scheduler', 'train'],
  );
});

test('each point is a line: its id and what it sets', async (t) => {
  const { experiment } = await loadFile((await experimentFile()).file, testContext().context);
  const point = (id: string, seed: number) => ({ id, overrides: { seed }, experiment, yaml: '' });
  t.is(pointTable([point('a1', 1), point('b2', 2)]), 'a1  seed=1\nb2  seed=2');
});
