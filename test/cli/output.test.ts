import test from 'ava';
import { createOutput } from '../../src/cli/output.ts';

/** A stream whose writes can be made to fail, as an event and never as an exception. */
function stream() {
  const written: string[] = [];
  let fail: (error: Error) => void = () => {};
  return {
    written,
    write: (text: string) => void written.push(text),
    on: (_: 'error', listener: (error: Error) => void) => (fail = listener),
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
