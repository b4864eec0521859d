import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { z } from 'zod';
import { readJson, writeJson } from '../../src/core/json-file.ts';
import { newFolder } from '../helpers/tessera.ts';

const schema = z.object({ step: z.int(), inner: z.object({ name: z.string() }).optional() });

async function holding(text: string) {
  const file = join(await newFolder(), 'a.json');
  await writeFile(file, text);
  return readJson(file, schema);
}

test('what was written is read', async (t) => {
  const file = join(await newFolder(), 'a.json');
  await writeJson(file, { step: 3 });
  t.deepEqual(await readJson(file, schema), { state: 'valid', value: { step: 3 } });
});

test('no file is absent', async (t) => {
  t.deepEqual(await readJson(join(await newFolder(), 'a.json'), schema), { state: 'absent' });
});

test('an empty, torn or other file is invalid, with the reason', async (t) => {
  t.deepEqual(await holding(' \n'), { state: 'invalid', reason: 'it is empty' });
  const torn = await holding('{"step": 1');
  t.true(torn.state === 'invalid' && torn.reason.startsWith('it is not JSON: '));
  const other = await holding('{"step": 1, "inner": {"name": 2}}');
  t.true(other.state === 'invalid' && other.reason.startsWith('inner.name: '));
  const list = await holding('[]');
  t.true(list.state === 'invalid' && list.reason.startsWith('its content: '));
});

test('a file that cannot be read is an error', async (t) => {
  await t.throwsAsync(readJson(await newFolder(), schema), { code: 'EISDIR' });
});
