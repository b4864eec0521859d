import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { tagRow } from '../../../src/log/tags.ts';
import { experimentFile, quickLog, runInProcess, tinyExperiment } from '../../helpers/tessera.ts';
import { runsIn } from '../../helpers/folders.ts';

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
      epochScalars: ({ epoch }, values) => note('epoch', epoch, Object.keys(values)),
      histogram: (_, step, tag) => note('histogram', step, tag),
      prCurve: (_, step, tag) => note('curve', step, tag),
      text: (tag) => note('text', tag),
      hyperParameters: (values) => note('hyperParameters', values['optimizer.lr']),
      flush: async () => {},
      close: async (outcome) => note('close', outcome),
    };
  },
});
`;

/** Everything, but few images. */
const few = 'panel_samples: 1, worst_and_best: 1, evaluation: false';

test.serial(
  "a plugin's logger is told everything of a run that has no other, and the run is listed with its figure",
  async (t) => {
    const yaml = tinyExperiment
      .replace('name: tiny', 'name: tiny\nplugins: [./collect.mjs]')
      .replace('epochs: 3', 'epochs: 1')
      .replace(quickLog, `log: {${few}, loggers: [{type: collect, file: told.jsonl}]}`);
    const { file, folder, runs } = await experimentFile(yaml);
    await writeFile(join(folder, 'collect.mjs'), plugin);
    const { exitCode, stderr } = await runInProcess(['run', file, '--runs', runs]);
    t.is(exitCode, 0, stderr);

    const [name] = await runsIn(runs);
    const lines = (await readFile(join(runs, name!, 'told.jsonl'), 'utf8')).trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as unknown[]);
    const trained = ['loss', 'iou/macro/image', 'recall/macro/image'];
    const evaluated = ['loss', 'iou/macro/image', 'iou/macro/dataset', 'recall/macro/image'];
    const ofRun = told.filter(([what, subject]) => what === 'scalars' && subject === 'run');
    t.true(ofRun.slice(0, 2).every(([, , , names]) => (names as string[])[0] === 'lr'));
    const named = new Set(['text', 'image', 'histogram', 'curve']);
    t.deepEqual(
      told.filter((one) => !ofRun.includes(one) && !named.has(one[0] as string)),
      [
        ['open', 0],
        ['hyperParameters', 0.01],
        ['scalars', 'train', 1, trained],
        ['scalars', 'train', 2, trained],
        ['epoch', 1, ['loss']],
        ['scalars', 'val', 2, evaluated],
        ['scalars', 'test', 2, evaluated],
        ['close', 'completed'],
      ],
    );
    const tags = told.flatMap(([what, subject, , names]) =>
      what !== 'scalars'
        ? []
        : (names as string[]).map((one) => (subject === 'run' ? one : `${String(subject)}/${one}`)),
    );
    const others = told.flatMap((one) => (named.has(one[0] as string) ? [one.at(-1) as string] : []));
    t.deepEqual(
      [...tags, ...others].filter((tag) => !tagRow(tag)),
      [],
      'every tag is in the table',
    );
    const kinds = new Set(others.map((tag) => tag.split('/')[0]));
    for (const kind of ['config', 'command', 'weights', 'gradients', 'panel', 'error', 'confusion', 'pr', 'worst'])
      t.true(kinds.has(kind), kind);
    await t.throwsAsync(access(join(runs, name!, 'metrics.jsonl')));
    t.regex((await runInProcess(['list', '--runs', runs])).stdout, /completed +2\/2 100% +0\.\d{4} +0\.\d{4}/);
  },
);
