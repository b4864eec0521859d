import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import type { ParseCache } from '../../src/config/extend.ts';
import { checkFile, type CheckedFile } from '../../src/config/index.ts';
import { parseSource } from '../../src/config/parse.ts';
import type { SourceText } from '../../src/config/source-text.ts';
import { renderProblems, type Problem } from '../../src/core/errors/index.ts';
import { createRandom, type Random } from '../../src/core/random.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { long } from '../helpers/long.ts';

/** Fifty find what is common. */
const mutations = long ? 20_000 : 50;
const fragments = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  '- ',
  '\n',
  '\t',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '<<: ',
  '!!set ',
  '|\n',
  '>',
  '---\n',
  '%YAML 1.1\n',
  '? ',
  ',',
  '${',
  '${seed}',
  '${env:X}',
  '$${',
  '${dataset}',
  '__proto__: ',
  'constructor: ',
  'toString: 1\n',
  'extends: ./x.yaml\n',
  'sweep: {grid: {seed: [1]}}\n',
  'append: {augmentations: [1]}\n',
  'drop: seed\n',
  'plugins: [fs]\n',
  '.nan',
  '.inf',
  '1e999',
  '-1',
  '0x10',
  'null',
  '~',
  'true',
  '\u0000',
  '\uFFFD',
  '\u2028',
  '\uD83D\uDE00',
];

/** Another text, by one of the ways in which files go wrong. */
function mutate(text: string, random: Random): string {
  const at = random.integer(0, text.length + 1);
  const length = random.integer(1, 12);
  const fragment = fragments[random.integer(0, fragments.length)]!;
  const lines = text.split('\n');
  const line = random.integer(0, lines.length);
  switch (random.integer(0, 7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + fragment + text.slice(at);
    case 2:
      return text.slice(0, at) + fragment + text.slice(at + length);
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, lines[random.integer(0, lines.length)]!).join('\n');
    case 5:
      return lines.with(line, ' '.repeat(random.integer(0, 9)) + lines[line]!.trim()).join('\n');
    default:
      return text.slice(0, at) + String.fromCharCode(random.integer(1, 256)) + text.slice(at + 1);
  }
}

const folder = new URL('../../experiments/', import.meta.url);
const examples = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
const workingDirectory = fileURLToPath(folder);
const registry = createRegistry(...builtins);
/** Parents are parsed once. */
const parents: ParseCache = new Map();

/** What `validate` would say of a file of this text beside the examples, without writing it. */
async function check(file: string, text: string): Promise<CheckedFile> {
  const problems: Problem[] = [];
  const source: SourceText = { path: join(workingDirectory, file), name: file, text };
  const tree = parseSource(source, 'file', (problem) => problems.push(problem));
  if (!tree) return { file, problems, points: 0, notChecked: [], notes: [] };
  parents.set(source.path, Promise.resolve({ source, tree }));
  return checkFile(file, { registry, workingDirectory, environment: {}, cache: parents });
}

for (const [index, name] of examples.entries()) {
  test(`${mutations} damaged copies of ${name} are each a valid experiment or located problems, never a crash`, async (t) => {
    const original = await readFile(new URL(name, folder), 'utf8');
    const copy = name.startsWith('_') ? '_damaged.yaml' : 'damaged.yaml';
    t.deepEqual((await check(copy, original)).problems, []);
    const slowest = { milliseconds: 0, text: '' };
    let valid = 0;
    for (let count = 0; count < mutations; count++) {
      const random = createRandom('fuzz', index, count);
      const times = random.integer(1, 4);
      const text = Array.from({ length: times }).reduce<string>((damaged) => mutate(damaged, random), original);
      const start = performance.now();
      const { problems, id } = await check(copy, text);
      const milliseconds = performance.now() - start;
      if (milliseconds > slowest.milliseconds) Object.assign(slowest, { milliseconds, text });
      if (problems.length === 0) valid++;
      const located = problems.every(({ where }) => where?.line && where.column);
      const decided = (problems.length === 0) === (id !== undefined) || copy.startsWith('_');
      if (!located || !decided) {
        t.fail(`mutation ${count}:\n${text}\n${renderProblems(problems, { color: false })}`);
        return;
      }
    }
    t.log(`${valid} of ${mutations} still valid; slowest ${slowest.milliseconds.toFixed(0)} ms`);
    t.true(valid > 0 && valid < mutations);
  });
}
