import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { generatedFiles } from '../../src/cli/generated-files.ts';
import { createProgram } from '../../src/cli/main.ts';
import { errorCodes } from '../../src/core/errors/index.ts';
import { testContext } from '../cli/_context.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('generated files are up to date; npm run generate writes them', async (t) => {
  const program = createProgram([], testContext().context, () => {});
  for (const [file, expected] of Object.entries(await generatedFiles(root, program))) {
    t.true((await readFile(join(root, file), 'utf8')) === expected, `${file} is stale: run \`npm run generate\``);
  }
});

test('every error code has one row in the docs', async (t) => {
  const rows = (await readFile(join(root, 'docs/errors.md'), 'utf8')).match(/^\| `[a-z-]+` \|/gm) ?? [];
  t.deepEqual(
    rows.map((row) => row.slice(3, -3)),
    Object.keys(errorCodes),
  );
});
