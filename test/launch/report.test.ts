import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { readReport, removeReport, toReported, writeReport } from '../../src/launch/report.ts';
import { newFolder, runInProcess, tessera } from '../helpers/tessera.ts';

test('a report has every problem with its code and place', async (t) => {
  const file = join(await newFolder(), 'report.json');
  const problems = [
    { code: 'bad-value', message: 'one', path: 'a.b', hints: ['two'], where: { file: 'x.yaml', line: 3, column: 4 } },
    { code: 'empty-split', message: 'three' },
  ] as const;
  await writeReport(file, new TesseraError(problems));
  t.deepEqual(
    await readReport(file),
    problems.map((problem) => ({ ...problem })),
  );
});

test('reported problems have no line of text, and nothing that they lack', (t) => {
  const where = { file: 'x.yaml', line: 3, column: 4, text: 'a: b', length: 2 };
  t.deepEqual(
    toReported([
      { code: 'bad-value', message: 'm', path: 'a', hints: ['h'], where },
      { code: 'diverged', message: 'n' },
    ]),
    [
      { code: 'bad-value', message: 'm', path: 'a', hints: ['h'], where: { file: 'x.yaml', line: 3, column: 4 } },
      { code: 'diverged', message: 'n' },
    ],
  );
});

test('an error of another kind is a run that failed', async (t) => {
  const file = join(await newFolder(), 'report.json');
  await writeReport(file, new RangeError('out of range'));
  t.deepEqual(await readReport(file), [{ code: 'run-failed', message: 'out of range' }]);
});

test('no report, or something else, is none', async (t) => {
  const file = join(await newFolder(), 'report.json');
  t.is(await readReport(file), undefined);
  for (const text of ['', '{"problems": []}', '{"problems": [{"code": "no-such-code", "message": "m"}]}']) {
    await writeFile(file, text);
    t.is(await readReport(file), undefined, text);
  }
});

test('a report that cannot be written is no error', async (t) => {
  await t.notThrowsAsync(writeReport(join(await newFolder(), 'absent', 'report.json'), new Error('x')));
});

test('removing makes the folder and takes what is there', async (t) => {
  const folder = join(await newFolder(), 'errors');
  await removeReport(join(folder, 'a.json'));
  await writeFile(join(folder, 'a.json'), '');
  await removeReport(join(folder, 'a.json'));
  t.deepEqual(await readdir(folder), []);
});

test('a report is gone when the call that removes it returns', async (t) => {
  const file = join(await newFolder(), 'report.json');
  await writeFile(file, '');
  await removeReport(file);
  t.false(existsSync(file));
});

test('a command that fails before it has a run tells why to the process that started it', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'report.json');
  await tessera(['run', join(folder, 'absent.yaml')], { env: { TESSERA_REPORT: file } });
  t.is((await readReport(file))?.[0]?.code, 'file-missing');
  await runInProcess(['list', '--runs', folder], folder);
  t.deepEqual(await readdir(folder), ['report.json']);
});
