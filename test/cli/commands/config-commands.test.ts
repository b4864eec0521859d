import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const valid = [
  'name: a',
  'dataset: {type: shapes, image_size: 64}',
  'model: {type: unet, encoder: {type: convnet}}',
  'loss: {type: cross-entropy}',
  'optimizer: {type: adam, lr: 3e-3}',
  'train: {epochs: 8}',
  '',
].join('\n');

test('validate says ok with the id, and the problems of each wrong file, in one pass', async (t) => {
  const folder = await createWorkspace(t, {
    'a.yaml': valid,
    'b.yaml': valid.replace('lr', 'lrr'),
    'c.yaml': valid.replace('adam', 'adm'),
  });
  const { exitCode, stdout, stderr } = await runInProcess(['validate', 'a.yaml', 'b.yaml', 'c.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stdout, /^ok {2}a\.yaml {2}[0-9a-f]{12}$/);
  t.regex(stderr, /^b\.yaml:5:25: error\[unknown-key\]/m);
  t.regex(stderr, /^c\.yaml:5:19: error\[unknown-component\]/m);
  t.regex(stderr, /2 problems in 2 files, 1 of 3 ok/);
});

test('validate takes a folder, and a file to be extended need not be complete', async (t) => {
  const folder = await createWorkspace(t, { 'e/_base.yaml': 'seed: 1\n', 'e/x.yaml': `extends: _base.yaml\n${valid}` });
  const { exitCode, stdout } = await runInProcess(['validate', 'e'], folder);
  t.is(exitCode, 0);
  t.is(stdout.split('\n').length, 2);
});

test('validate --json gives the problems as data', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid.replace('epochs: 8', 'epochs: 0') });
  const { stdout } = await runInProcess(['validate', '--json', 'a.yaml'], folder);
  t.like(JSON.parse(stdout), [{ file: 'a.yaml', problems: [{ code: 'bad-value', where: { line: 6, column: 17 } }] }]);
});

test('the examples are valid', async (t) => {
  t.is((await runInProcess(['validate', 'experiments'])).exitCode, 0);
});

test('explain prints the chain of a key', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['explain', 'a.yaml', 'optimizer.lr', '--set', 'optimizer.lr=0.5'], folder);
  t.deepEqual(
    stdout
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/ {2,}/)),
    [
      ['default', '0.001'],
      ['a.yaml:5', '0.003'],
      ['--set optimizer.lr=0.5', '0.5', '<- decides'],
    ],
  );
});

test('explain prints every value on a line', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['explain', 'a.yaml'], folder);
  t.regex(stdout, /^train\.epochs +8 +a\.yaml:6$/m);
  t.regex(stdout, /^train\.batch_size +16 +default$/m);
});

test('plan prints components, samples, steps, memory and the model layer by layer', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { exitCode, stdout, stderr } = await runInProcess(['plan', 'a.yaml', '--no-time'], folder);
  t.is(exitCode, 0);
  t.is(stderr, '');
  t.regex(stdout, /^optimizer +adam +lr=0\.003/m);
  t.regex(stdout, /^samples +256 train, 64 val, 64 test, 64 x 64$/m);
  t.regex(stdout, /^steps +128, 16 an epoch$/m);
  t.regex(stdout, /^memory +about \d+ MiB of tensors/m);
  t.regex(stdout, /^encoder\.stages\.0\.0 +Conv2d +\[16, 32, 32, 16\] +432 +7\.08 M$/m);
  t.notRegex(stdout, /^time /m);
});

test('plan --json gives the same as data', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['plan', 'a.yaml', '--no-time', '--json'], folder);
  t.like(JSON.parse(stdout), {
    data: { samples: { train: 256 } },
    steps: { total: 128 },
    model: { batchSize: 16, parameters: { total: 647_171 } },
    problems: [],
  });
});

test('plan prints each point of a sweep with what differs', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': `${valid}sweep: {grid: {seed: [1, 2], loss.type: [focal]}}\n` });
  const { stdout } = await runInProcess(['plan', 'a.yaml', '--no-time'], folder);
  t.deepEqual(
    stdout.match(/^[0-9a-f]{12} {2}.*$/gm)?.map((line) => line.slice(14)),
    ['seed=1,loss.type=focal', 'seed=2,loss.type=focal'],
  );
  t.regex(stdout, /^layer .*\n(.*\n)*total /m, 'the model of the first point');
});

test('plan says where data that is missing is named', async (t) => {
  const folder = await createWorkspace(t, {
    'a.yaml': valid.replace('{type: shapes, image_size: 64}', '{type: oxford-iiit-pet, root: nowhere, image_size: 64}'),
  });
  const { exitCode, stdout, stderr } = await runInProcess(['plan', 'a.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stdout, /^head\.segmentation_head\.0 /m);
  t.regex(stderr, /^a\.yaml:2:40: error\[file-missing\]/m);
});

test('schema prints JSON Schema', async (t) => {
  const { stdout } = await runInProcess(['schema']);
  t.like(JSON.parse(stdout), { title: 'Tessera experiment', type: 'object' });
});

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
  const { stdout } = await execa(process.execPath, ['--import=tsx', '--input-type=module', '--eval', script, folder], {
    cwd: root,
  });
  t.deepEqual(JSON.parse(stdout), []);
});

test('a folder where a file is expected is refused with the files in it', async (t) => {
  const folder = await createWorkspace(t, { 'e/_base.yaml': 'seed: 1\n', 'e/x.yaml': valid });
  const { exitCode, stderr } = await runInProcess(['plan', 'e'], folder);
  t.is(exitCode, 2);
  t.regex(
    stderr,
    /error\[bad-argument\]: expected a configuration file, `e` is a folder\n.*give one of its files: e\/x\.yaml$/,
  );
});

test('what a part lacks comes with the advice to run a file that extends it', async (t) => {
  const folder = await createWorkspace(t, { '_part.yaml': 'seed: 1\n' });
  const { exitCode, stderr } = await runInProcess(['run', '_part.yaml'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[missing-key\][^]*this file is a part, to be extended/);
});

test('the options of a sweep are refused where there is none', async (t) => {
  const folder = await createWorkspace(t, { 'x.yaml': valid });
  const { exitCode, stderr } = await runInProcess(['run', 'x.yaml', '--jobs', '4'], folder);
  t.is(exitCode, 2);
  t.regex(stderr, /error\[bad-argument\]: expected an experiment with a sweep section for `--jobs`, got one without/);
});

test('a folder of runs that is not there is refused, except the usual one', async (t) => {
  const folder = await createWorkspace(t, {});
  t.is((await runInProcess(['list', '--runs', 'nope'], folder)).exitCode, 2);
  t.is((await runInProcess(['list'], folder)).exitCode, 0);
});
