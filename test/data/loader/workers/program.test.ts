import { existsSync } from 'node:fs';
import test from 'ava';
import { packageFile } from '../../../../src/core/package-file.ts';
import { workerProgram } from '../../../../src/data/loader/workers/program.ts';

test('from the sources, threads run the program that is there', (t) => {
  t.is(workerProgram().href, packageFile('src/workers/samples.ts').href);
  t.true(existsSync(workerProgram()));
});
