import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { z } from 'zod';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readFormatted } from '../../../src/core/format/read.ts';
import { newFolder } from '../../helpers/tessera.ts';

const schema = z.strictObject({ step: z.int() });

async function read(text: string): Promise<unknown> {
  const file = join(await newFolder(), 'x.json');
  await writeFile(file, text);
  return readFormatted(file, 'record', schema);
}

test('a file is read whether it says its format or not, and the schema never sees it', async (t) => {
  t.deepEqual(await read('{"step": 3}'), { step: 3 });
  t.deepEqual(await read('{"format": 1, "step": 3}'), { step: 3 });
  t.deepEqual(await read('{"format": 2, "step": 3}'), { step: 3 });
});

test('a file that is absent is undefined', async (t) => {
  t.is(await readFormatted(join(await newFolder(), 'none.json'), 'record', schema), undefined);
});

for (const text of ['{"step": ', '{"step": "x"}', '3', '[]', 'null', '']) {
  test(`a file with another content is there, and cannot be read: ${text}`, async (t) => {
    const error = await t.throwsAsync(read(text), { instanceOf: TesseraError });
    t.is(error.problems[0]?.code, 'file-unreadable');
  });
}

test('a file of a newer format is refused, and never counts as absent', async (t) => {
  const error = await t.throwsAsync(read('{"format": 3, "step": 3}'), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'newer-format');
});
