import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { eventLine } from '../src/events/event-line.ts';
import { newFolder } from './helpers/tessera.ts';

const script = fileURLToPath(new URL('../docs/three-tries.mjs', import.meta.url));

/** Stands in for the program: its figure depends on the learning rate, and it tells events as the program does. */
async function program(value: string) {
  const file = join(await newFolder(), 'program.mjs');
  const best = { step: 2, metric: 'iou/macro/image', value: 0 };
  const result = {
    id: 'a',
    name: 'x',
    steps: 2,
    classes: ['a'],
    best,
    seconds: 1,
    skipped: [],
    test: { loss: 1, metrics: {} },
  };
  const validation = eventLine({ event: 'validation', step: 2, figures: {}, isBest: true, best });
  const end = eventLine({ event: 'end', of: 'run', status: 'completed', directory: 'runs/x', existing: false, result });
  const error = eventLine({ event: 'error', errors: [{ code: 'diverged', message: 'the loss became infinite' }] });
  await writeFile(
    file,
    `const lr = Number(/lr=(.*)/.exec(process.argv.join('\\n'))[1]);
     const value = ${value};
     const told = (line) => console.log(line.replaceAll('"value":0', '"value":' + value));
     if (Number.isNaN(value)) console.log(${JSON.stringify(error)});
     else { told(${JSON.stringify(validation)}); told(${JSON.stringify(end)}); }
     console.error(JSON.stringify(process.argv.slice(2)));`,
  );
  return (...options: string[]) =>
    execa(process.execPath, [script, 'x.yaml', ...options], {
      env: { TESSERA: `${process.execPath} ${file}` },
      reject: false,
    });
}

test('three tries are told, and the best is the one with the best validation', async (t) => {
  // The middle of the three is the best.
  const run = await program('1 - Math.abs(lr - 3e-3)');
  const { exitCode, stdout, stderr } = await run('--runs', 'other');
  t.is(exitCode, 0, stderr);
  const { best, tries } = JSON.parse(stdout) as { best: { lr: number }; tries: { lr: number; value: number }[] };
  t.deepEqual(
    tries.map(({ lr }) => lr),
    [0.01, 0.003, 0.001],
  );
  t.is(best.lr, 0.003);
  t.true(stderr.includes('["run","x.yaml","--set","optimizer.lr=0.003","--max-time","1m","--json","--runs","other"]'));
});

test('a try that failed ends the loop with what is wrong', async (t) => {
  const run = await program('lr < 0.01 ? NaN : 0.5');
  const { exitCode, stdout, stderr } = await run();
  t.not(exitCode, 0);
  t.is(stdout, '');
  t.regex(stderr, /the loss became infinite/);
});

test('what the page for programs names is there', async (t) => {
  const page = await readFile(new URL('../AGENTS.md', import.meta.url), 'utf8');
  t.true(page.includes('(docs/three-tries.mjs)'));
  const lines = (await readFile(script, 'utf8')).split('\n').length;
  t.true(lines <= 45, `${lines} lines`);
});
