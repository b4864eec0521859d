import test from 'ava';
import { createOutput } from '../../src/cli/output.ts';
import { emulator } from './terminal/_emulator.ts';

/** A stream whose writes can be made to fail, as an event and never as an exception. */
function stream() {
  const written: string[] = [];
  let fail: (error: Error) => void = () => {};
  return {
    written,
    write: (text: string) => void written.push(text),
    on: (event: string, listener: (error: Error) => void) => (event === 'error' ? (fail = listener) : undefined),
    off: () => undefined,
    fail: (code: string) => fail(Object.assign(new Error(`${code}: it broke`), { code })),
  };
}

function given() {
  const [stdout, stderr] = [stream(), stream()];
  return { stdout, stderr, output: createOutput(stdout, stderr) };
}

test('lines go where they belong', (t) => {
  const { stdout, stderr, output } = given();
  output.out('a result');
  output.err('a warning');
  t.deepEqual([stdout.written, stderr.written], [['a result\n'], ['a warning\n']]);
  t.is(output.lost(), undefined);
});

for (const code of ['EPIPE', 'EIO'])
  test(`a reader that has gone (${code}) is no loss`, (t) => {
    const { stdout, stderr, output } = given();
    stdout.fail(code);
    stderr.fail(code);
    output.out('more');
    t.is(output.lost(), undefined);
    t.deepEqual(stderr.written, []);
  });

test('a disk that is full is told once, on the other stream', (t) => {
  const { stdout, stderr, output } = given();
  stdout.fail('ENOSPC');
  stdout.fail('ENOSPC');
  t.deepEqual(stderr.written, ["warning: standard output can't be written: ENOSPC: it broke\n"]);
  t.is(output.lost(), "standard output can't be written: ENOSPC: it broke");
});

test('a log that cannot be written is told where the result goes', (t) => {
  const { stdout, stderr } = given();
  stderr.fail('ENOSPC');
  t.deepEqual(stdout.written, ["warning: standard error can't be written: ENOSPC: it broke\n"]);
});

test('on a terminal lines are broken at words; in a file, and for programs, they are as they are', (t) => {
  const line = `${'word '.repeat(20)}end`;
  const [terminal, file] = [emulator(60), stream()];
  const output = createOutput(terminal, file);
  output.out(line);
  output.err(line);
  output.data(line);
  t.is(terminal.written(), `${'word '.repeat(12).trim()}\n${'word '.repeat(8)}end\n${line}\n`);
  t.deepEqual(file.written, [`${line}\n`]);
  t.is(output.columns(), 60);
  t.is(output.errColumns(), undefined);
  t.is(output.live, undefined);
});

test('commands are named as the user starts them, but not in what is for programs', (t) => {
  const [stdout, stderr] = [stream(), stream()];
  const output = createOutput(stdout, stderr, { program: () => 'npx tessera' });
  output.out('see: tessera list');
  output.err('= tessera list');
  output.data('{"hint": "tessera list"}');
  t.deepEqual(stdout.written, ['see: npx tessera list\n', '{"hint": "tessera list"}\n']);
  t.deepEqual(stderr.written, ['= npx tessera list\n']);
});

test('what is printed on a terminal, by either stream, comes above lines that are written over', async (t) => {
  const terminal = emulator(40);
  const output = createOutput(terminal, terminal);
  output.live!.show(() => ['epoch 1  5/20']);
  output.out('a result');
  output.err('a warning');
  output.data('{}');
  t.deepEqual(await terminal.screen(), ['a result', 'a warning', '{}', 'epoch 1  5/20']);
});

test('a dumb terminal gets no lines that are written over', (t) => {
  const terminal = emulator(40);
  const output = createOutput(terminal, terminal, { environment: { TERM: 'dumb' } });
  t.is(output.live, undefined);
  t.false(output.hasColors);
});
