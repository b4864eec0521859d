import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, hostname, totalmem } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { attemptSchema } from '../../src/runs/attempt.ts';
import { commitIn, readCode, startAttempt } from '../../src/runs/provenance.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const given = {
  startedAt: '2026-01-02T03:04:05.678Z',
  backend: 'wasm (4.22.0)',
  engine: { backend: 'wasm', device: 'a processor', threads: 2 },
  command: ['run', 'x.yaml', '--set', 'seed=1'],
};

/** An attempt that begins in a folder. */
const startIn = async (folder: string, files?: readonly string[], more: { readonly changes?: string[] } = {}) =>
  startAttempt({ ...given, ...more, code: await readCode(folder, files) });

test('an attempt says what runs, by which command, where, and on what', async (t) => {
  const { attempt, patch } = await startIn(await newFolder());
  t.like(attempt, { ...given, number: 1, firstStep: 0, lastStep: 0, outcome: 'running', host: hostname() });
  t.deepEqual(attempt.machine, {
    cpu: cpus()[0]!.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
  });
  t.false('git' in attempt);
  t.false('changes' in attempt);
  t.is(patch, undefined);
  t.deepEqual(attemptSchema.parse(attempt), attempt);
});

test('versions are those of Node.js, Tessera and the packages that give numbers', async (t) => {
  const { attempt } = await startIn(await newFolder());
  const own = JSON.parse(await readFile('package.json', 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  t.is(attempt.versions['node'], process.versions.node);
  t.is(attempt.versions['tessera'], own.version);
  for (const name of ['@tensorflow/tfjs-core', 'sharp']) t.is(attempt.versions[name], own.dependencies[name], name);
});

test('the nearest lock file above is hashed', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'yarn.lock'), 'a@1\n');
  await mkdir(join(folder, 'deep/er'), { recursive: true });
  const { attempt } = await startIn(join(folder, 'deep/er'));
  const sha256 = createHash('sha256').update('a@1\n').digest('hex');
  t.deepEqual(attempt.lockFile, { file: join('..', '..', 'yarn.lock'), sha256 });
});

test('in a repository it names the commit, and the file of the patch where the tree is changed', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const commit = await repository.git('rev-parse', 'HEAD');
  const clean = await startIn(repository.path);
  t.deepEqual(clean.attempt.git, { commit, branch: 'main', dirty: false });

  await repository.write('plugin.js', 'export const x = 1;\n');
  const files = [join(repository.path, 'plugin.js')];
  const { attempt, patch } = await startIn(repository.path, files, { changes: ['a'] });
  const { diffHash } = attempt.git!;
  t.deepEqual(attempt.git, {
    commit,
    branch: 'main',
    dirty: true,
    diffHash: diffHash!,
    patch: `code/${diffHash}.patch`,
  });
  t.regex(patch!.toString(), /^\+export const x = 1;$/m);
  t.deepEqual(attempt.changes, ['a']);
});

test('the commit of code says whether a file of it is changed; what git does not track is none of it', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const commit = await repository.git('rev-parse', 'HEAD');
  await repository.write('notes.txt', 'mine\n');
  t.deepEqual(await commitIn(repository.path), { commit, dirty: false });
  await repository.write('a.txt', 'two\n');
  t.deepEqual(await commitIn(repository.path), { commit, dirty: true });
  t.is(await commitIn(await newFolder()), undefined);
});
