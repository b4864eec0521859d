import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { experimentFile, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';

/** Collects what it is told in a file of the run, as a plugin would send it to a tracking service. */
const plugin = `
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export const collect = ({ defineComponent, z }) => defineComponent({
  kind: 'logger', type: 'collect', description: 'For tests.',
  params: z.strictObject({ file: z.string() }),
  build: ({ file }) => ({ directory, startStep }) => {
    const note = (...what) => appendFileSync(join(directory, file), JSON.stringify(what) + '\\n');
    note('open', startStep);
    return {
      scalars: (split, step, values) => note('scalars', split, step, Object.keys(values)),
      image: (split, step, tag) => note('image', split, step, tag),
      histogram: () => {},
      text: (tag) => note('text', tag),
      hyperParameters: (values) => note('hyperParameters', values['optimizer.lr']),
      flush: async () => {},
      close: async (outcome) => note('close', outcome),
    };
  },
});
`;

test.serial(
  "a plugin's logger is told everything of a run that has no other, and the run is listed with its figure",
  async (t) => {
    const yaml = tinyExperiment
      .replace('name: tiny', 'name: tiny\nplugins: [./collect.mjs]')
      .replace('epochs: 3', 'epochs: 1')
      .replace('{panel_samples: 1,', '{panel_samples: 1, loggers: [{type: collect, file: told.jsonl}],');
    const { file, folder, runs } = await experimentFile(yaml);
    await writeFile(join(folder, 'collect.mjs'), plugin);
    const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs]);
    t.is(exitCode, 0, stderr);

    const [name] = (await readdir(runs)).filter((entry) => !entry.startsWith('.'));
    const lines = (await readFile(join(runs, name!, 'told.jsonl'), 'utf8')).trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as unknown[]);
    const trained = ['loss', 'iou/macro/image', 'recall/macro/image'];
    const evaluated = ['loss', 'iou/macro/image', 'iou/macro/dataset', 'recall/macro/image'];
    const ofRun = told.filter(([what, subject]) => what === 'scalars' && subject === 'run');
    t.true(ofRun.slice(0, 2).every(([, , , names]) => (names as string[])[0] === 'lr'));
    t.deepEqual(
      told.filter((one) => !ofRun.includes(one) && one[0] !== 'text'),
      [
        ['open', 0],
        ['hyperParameters', 0.01],
        ['scalars', 'train', 1, trained],
        ['scalars', 'train', 2, trained],
        ['scalars', 'val', 2, evaluated],
        ['image', 'run', 2, told.find(([what]) => what === 'image')![3]],
        ['scalars', 'test', 2, evaluated],
        ['close', 'completed'],
      ],
    );
    const texts = told.flatMap(([what, tag]) => (what === 'text' ? [tag] : []));
    t.deepEqual(texts.slice(0, 4), ['config', 'classes', 'command', 'environment']);
    await t.throwsAsync(access(join(runs, name!, 'metrics.jsonl')));
    t.regex((await runInProcess(['list', '--runs', runs])).stdout, /completed +2\/2 100% +0\.\d{4} +0\.\d{4}/);
  },
);
