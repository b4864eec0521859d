import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { findPython } from '../src/cli/tensorboard-program.ts';
import { exampleOf, packedProject } from './packed-project.ts';
import type { Part } from './part.ts';

const room = 'src/log/tensorboard';

/**
 * The package `tensorboard-ts-writer`, packed and installed alone: its example runs, and TensorBoard reads what it
 * wrote.
 */
export const packedWriter: Part = {
  name: 'writer',
  title: 'The packed tensorboard-ts-writer',
  run: (root, log) =>
    packedProject(root, ['--workspace', room], log, async ({ check, folder, inProject, filename, files }) => {
      await check(`its ${files.length} files are its build, README, licence and package.json`, async () => {
        const strange = files.filter((path) => !wanted.test(path));
        return strange.length === 0 ? undefined : `${strange.join(', ')} too`;
      });
      await check('it installs into an empty project, and brings nothing else', async () => {
        await inProject('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`]);
        const names = (await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'));
        return names.length === 1 ? undefined : names.join(', ');
      });
      await check('the example of its README runs there', async () => {
        await writeFile(
          join(folder, 'log.js'),
          exampleOf(await readFile(join(root, room, 'README.md'), 'utf8'), 'log.js'),
        );
        await inProject('node', ['log.js']);
        const made = await readdir(join(folder, 'runs/first'));
        return made.length === 1 && made[0]!.includes('tfevents') ? undefined : `it made ${made.join(', ')}`;
      });
      await check("TensorBoard's own reader finds its curve, text, histogram, layout and session", async () => {
        const python = await findPython(process.env, ['tensorboard']);
        if (python === undefined) return 'no Python has TensorBoard';
        const read = await execa(python, [join(root, 'test/fixtures/log/read_events.py'), join(folder, 'runs')]);
        const { runs, sessions } = JSON.parse(read.stdout) as {
          runs: Record<string, Record<string, { plugin: string; values: unknown[] }>>;
          sessions: Record<string, { status: number; metrics: Record<string, number> }>;
        };
        const found = Object.entries(runs['first'] ?? {}).map(([tag, { plugin }]) => `${plugin}:${tag}`);
        const missing = expected.filter((one) => !found.includes(one));
        if (missing.length > 0) return `${missing.join(', ')} missing`;
        const { status, metrics } = sessions['first']!;
        return status === 1 && Math.abs(metrics[':val/loss']! - Math.exp(-4)) < 1e-6
          ? undefined
          : JSON.stringify(sessions);
      });
      await check('its types resolve', async () => {
        await writeFile(join(folder, 'library.ts'), library);
        const options = '--noEmit --strict --target es2023 --module nodenext --types node library.ts'.split(' ');
        const types = ['--typeRoots', join(root, 'node_modules/@types')];
        await inProject(join(root, 'node_modules/.bin/tsc'), [...options, ...types]);
        return undefined;
      });
    }),
};

const wanted = /^(dist\/[\w-]+\.(js|d\.ts)|README\.md|LICENSE|package\.json)$/;

const expected = [
  'scalars:train/loss',
  'scalars:val/loss',
  'histograms:weights/head',
  'text:note',
  'custom_scalars:custom_scalars__config__',
];

const library = `import { openSummaryWriter, readEvents, type PrCurve, type SummaryWriter } from 'tensorboard-ts-writer';
const writer: SummaryWriter = openSummaryWriter('runs/a', { firstStep: 0 });
const counts: PrCurve = { truePositives: [1, 0], falsePositives: [0, 0], trueNegatives: [0, 1], falseNegatives: [0, 1] };
writer.prCurve('pr', 1, counts);
export const steps: number[] = [...readEvents(new Uint8Array())].map((event) => event.step);
`;
