import { existsSync } from 'node:fs';
import test from 'ava';
import { packageFile } from '../../src/core/package-file.ts';
import { threadProgram } from '../../src/core/thread-program.ts';

for (const path of ['src/workers/samples', 'src/core/lease/beat-thread'])
  test(`from the sources, a thread compiles ${path}`, (t) => {
    const program = packageFile(`${path}.ts`);
    t.true(existsSync(program));
    const { protocol, href } = threadProgram(path);
    t.is(protocol, 'data:');
    t.true(decodeURIComponent(href).includes(program.href));
  });
