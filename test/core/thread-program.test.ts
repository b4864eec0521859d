import { existsSync } from 'node:fs';
import test from 'ava';
import { packageFile } from '../../src/core/package-file.ts';
import { threadProgram } from '../../src/core/thread-program.ts';

for (const path of ['src/workers/samples', 'src/core/lease/beat-thread', 'src/workers/watchdog'])
  test(`from the sources, a thread runs ${path}.ts`, (t) => {
    t.is(threadProgram(path).href, packageFile(`${path}.ts`).href);
    t.true(existsSync(threadProgram(path)));
  });
