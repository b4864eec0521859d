import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import {
  findManifest,
  jobsFolder,
  manifestFile,
  readManifest,
  searchFile,
  sweepOf,
  writeManifest,
  type Manifest,
} from '../../src/jobs/manifest.ts';
import { newFolder } from '../helpers/tessera.ts';

const manifest: Manifest = {
  name: 'x',
  file: 'experiments/x.yaml',
  experiment: 'name: x\n',
  objective: { metric: 'val/loss', mode: 'min' },
  points: [
    { number: 1, id: 'a', overrides: { 'optimizer.lr': 1 } },
    { number: 3, id: 'b', label: 'usual', overrides: {} },
  ],
  retries: { limit: 2, seconds: 30 },
  workingDirectory: '/project',
  commit: 'c0ffee',
  dirty: false,
  environment: { HF_HOME: '/cache' },
  launch: { type: 'slurm', partition: 'gpu' },
};

test('a manifest is read as it was written, parameters of its launcher included', async (t) => {
  const sweep = await newFolder();
  await mkdir(jobsFolder(sweep));
  await writeManifest(sweep, manifest);
  t.deepEqual(await readManifest(manifestFile(sweep)), manifest);
  t.deepEqual(await findManifest(sweep), manifest);
});

test('a task finds the folder of its sweep by its manifest, wherever that lies', (t) => {
  t.is(manifestFile('/runs/x-1'), '/runs/x-1/jobs/manifest.json');
  t.is(searchFile('/runs/x-1'), '/runs/x-1/jobs/experiment.yaml');
  t.is(sweepOf('/elsewhere/x-1/jobs/manifest.json'), '/elsewhere/x-1');
  t.is(sweepOf('x-1/jobs/manifest.json'), join(process.cwd(), 'x-1'));
});

test('without a manifest nothing was submitted: a task says so, and who looks sees none', async (t) => {
  const sweep = await newFolder();
  t.is(await findManifest(sweep), undefined);
  const error = await t.throwsAsync(readManifest(manifestFile(sweep)), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-missing');
  t.regex(error.problems[0]!.hints![0]!, /`launch` section/);
});

test('a manifest of a later version, or with a number from 0, is refused', async (t) => {
  const sweep = await newFolder();
  await mkdir(jobsFolder(sweep));
  const write = (changes: object) =>
    writeFile(manifestFile(sweep), JSON.stringify({ format: 2, ...manifest, ...changes }));
  const codeOf = async () =>
    (await t.throwsAsync(readManifest(manifestFile(sweep)), { instanceOf: TesseraError })).problems[0]!.code;
  await write({ format: 99 });
  t.is(await codeOf(), 'newer-format');
  await write({ points: [{ number: 0, id: 'a', overrides: {} }] });
  t.is(await codeOf(), 'file-unreadable');
});
