import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertSame, readSettings, writeSettings } from '../../../src/predict/output/settings.ts';
import { newFolder } from '../../helpers/tessera.ts';

const settings = { model: 'x-1a2b', weights: 'abc', framing: 'cover 64 x 64', tta: 'none', values: 'classes' };

test('settings are kept with a format number', async (t) => {
  const folder = await newFolder();
  t.is(await readSettings(folder), undefined);
  await writeSettings(folder, settings);
  t.deepEqual(await readSettings(folder), settings);
  const file = join(folder, 'predictions.json');
  t.is((JSON.parse(await readFile(file, 'utf8')) as { format: number }).format, 2);
  await writeFile(file, '{"format": 2, "model": 1}');
  await t.throwsAsync(readSettings(folder), { message: /file-unreadable: .*model/ });
  await writeFile(file, '{"format": 99}');
  await t.throwsAsync(readSettings(folder), { message: /newer-format/ });
});

test('every setting that differs is named', (t) => {
  t.notThrows(() => assertSame('out', settings, { ...settings }));
  const now = { ...settings, tta: 'flips', values: 'dataset' };
  const error = t.throws(() => assertSame('out', settings, now), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'predictions-differ');
  t.regex(error.message, /got out: its `--tta` is none, and not flips; its `--values` is classes, and not dataset$/);
});
