import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { findRun, findRunsNamed } from '../../src/runs/find-run.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

test('a run is found by folder, name, beginning of its name, or id', async (t) => {
  const folder = await newFolder();
  const runs = join(folder, 'runs');
  const path = join(runs, 'pets-focal-1a2b3c4d');
  await fakeRun(path);
  await fakeRun(join(runs, 'shapes-00000000'), { record: { id: '00000000' } });
  for (const name of ['runs/pets-focal-1a2b3c4d', path, 'pets-focal-1a2b3c4d', 'pets', '1a2b3c4d'])
    t.is(await findRun(name, runs, folder), path, name);
});

test('a run comes before its repetitions, which have its id; alone, a repetition is found', async (t) => {
  const runs = await newFolder();
  const fake = (name: string) => fakeRun(join(runs, name), { record: { id: '1a2b3c4d' } });
  await fake('pets-1a2b3c4d.reproduced-1');
  t.is(await findRun('pets', runs, runs), join(runs, 'pets-1a2b3c4d.reproduced-1'));
  await fake('pets-1a2b3c4d');
  for (const name of ['pets', '1a2b3c4d']) t.is(await findRun(name, runs, runs), join(runs, 'pets-1a2b3c4d'));
});

test('a name that fits no run, or several, says what there is', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'pets-a'), { record: { id: 'aaaaaaaa' } });
  await fakeRun(join(runs, 'pets-b'), { record: { id: 'bbbbbbbb', startedAt: '2025-01-01T00:00:00.000Z' } });
  const hintsOf = async (name: string) =>
    (await t.throwsAsync(findRun(name, runs, runs), { instanceOf: TesseraError })).problems[0]!.hints;
  t.deepEqual(await hintsOf('pets'), ['pets-a', 'pets-b']);
  t.deepEqual(await hintsOf('petsa'), ['did you mean pets-a?', 'see them all: tessera list --runs .']);
});

test('of many runs that fit five are named, and the place is told from where one stands', async (t) => {
  const folder = await newFolder();
  const runs = join(folder, 'runs');
  for (let index = 1; index <= 6; index++)
    await fakeRun(join(runs, `pets-${index}`), { record: { id: `id${index}`, startedAt: `2026-01-0${index}` } });
  const problemOf = async (name: string, from: string) =>
    (await t.throwsAsync(findRun(name, runs, from), { instanceOf: TesseraError })).problems[0]!;
  const many = await problemOf('pets', folder);
  t.is(many.message, 'expected the name of one run, 6 runs in runs fit pets');
  t.deepEqual(many.hints, [...['pets-6', 'pets-5', 'pets-4', 'pets-3', 'pets-2'], 'and 1 more: tessera list']);
  const none = await problemOf('quite-another-name', runs);
  t.is(none.message, 'expected the name of a run, got quite-another-name, which is not in .');
  t.deepEqual(none.hints, ['see them all: tessera list --runs .']);
});

test('a file and a folder that are no run are said to be that', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'm.onnx'), '');
  await mkdir(join(folder, 'photos'));
  const told = async (name: string) =>
    (await t.throwsAsync<TesseraError>(findRun(name, join(folder, 'runs'), folder))).problems[0]!.message;
  t.is(await told('m.onnx'), 'expected the name of a run, got m.onnx, which is a file');
  t.is(await told('photos'), 'expected the name of a run, got photos, which is a folder without run.json');
});

test('a sweep names all of its runs that can be read, and anything else one run', async (t) => {
  const folder = await newFolder();
  const runs = join(folder, 'runs');
  for (const name of ['sweep/a', 'sweep/b', 'sweep/torn', 'other']) await fakeRun(join(runs, name));
  await writeFile(join(runs, 'sweep/torn/run.json'), '{');
  await writeFile(join(runs, 'sweep/sweep.json'), '{}');
  const points = [join(runs, 'sweep/a'), join(runs, 'sweep/b')];
  t.deepEqual(await findRunsNamed('sweep', runs, folder), points);
  t.deepEqual(await findRunsNamed('runs/sweep', runs, folder), points);
  t.deepEqual(await findRunsNamed('other', runs, folder), [join(runs, 'other')]);
});
