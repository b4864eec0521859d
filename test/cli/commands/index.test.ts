import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { createWorkspace } from '../../config/_workspace.ts';
import { fromSource } from '../../helpers/from-source.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('validate, explain, schema and the plan of a large sweep load neither TensorFlow.js nor an image library', async (t) => {
  const folder = await createWorkspace(t, {
    'a.yaml': `${valid}sweep: {grid: {seed: [${Array.from({ length: 1001 }, (_, seed) => seed).join()}]}}\n`,
  });
  const script = `
    const { createRequire } = await import('node:module');
    const { runInProcess } = await import('./test/helpers/tessera.ts');
    for (const args of [['validate', 'a.yaml'], ['explain', 'a.yaml'], ['plan', 'a.yaml'], ['schema']]) {
      const { exitCode } = await runInProcess(args, process.argv[1]);
      if (exitCode !== 0) throw new Error(args.join(' ') + ' failed');
    }
    const loaded = Object.keys(createRequire(process.cwd() + '/x.js').cache);
    console.log(JSON.stringify(loaded.filter((file) => /node_modules.(@tensorflow|onnxruntime|sharp|h5wasm)/.test(file))));
  `;
  const { stdout } = await execa(process.execPath, [...fromSource, '--input-type=module', '--eval', script, folder], {
    cwd: root,
  });
  t.deepEqual(JSON.parse(stdout), []);
});

test('help lists every command, the most used first', async (t) => {
  const { exitCode, stdout } = await runInProcess(['--help']);
  t.is(exitCode, 0);
  const names = stdout
    .slice(stdout.indexOf('Commands:'))
    .match(/^ {2}[a-z]+/gm)
    ?.map((name) => name.trim());
  t.deepEqual(names, [
    ...[
      'init',
      'run',
      'sweep',
      'answer',
      'launch',
      'task',
      'test',
      'predict',
      'export',
      'demo',
      'reproduce',
      'preview',
      'validate',
      'explain',
      'plan',
      'components',
      'schema',
      'list',
      'show',
      'compare',
      'report',
      'tag',
      'note',
      'archive',
      'delete',
      'board',
    ],
    ...['bench', 'doctor', 'backend', 'help'],
  ]);
});
