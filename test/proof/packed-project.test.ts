import { readFile } from 'node:fs/promises';
import test from 'ava';
import { exampleOf } from '../../proof/packed-project.ts';

test('the program of the docs is found, and names a run that can be put in', async (t) => {
  const program = exampleOf(await readFile(new URL('../../docs/predict.md', import.meta.url), 'utf8'), 'predict.js');
  t.true(program.includes("loadModel('runs/x-1a2b3c4d5e6f')"));
  t.true(program.endsWith('await model.close();\n'));
  t.throws(() => exampleOf('```js\nlet a;\n```', 'predict.js'), { message: /no example/ });
});
