import test from 'ava';
import { existsSync } from 'node:fs';
import { packageFile } from '../../../../src/core/package-file.ts';
import { workerProgram } from '../../../../src/data/loader/workers/program.ts';

test('from the sources, threads compile the program that is there', (t) => {
  const program = packageFile('src/workers/samples.ts');
  t.true(existsSync(program));
  const { protocol, href } = workerProgram();
  t.is(protocol, 'data:');
  t.true(decodeURIComponent(href).includes(program.href));
});
