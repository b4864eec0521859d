import test from 'ava';
import { guardExit } from '../../src/core/guard-exit.ts';
import { TesseraError } from '../../src/core/errors/index.ts';

test.serial('other code that ends the process gets an error that says where', (t) => {
  const exit = process.exit;
  const release = guardExit();
  try {
    const error = t.throws(() => process.exit(0), { instanceOf: TesseraError });
    t.is(error.problems[0]?.code, 'plugin-failed');
    t.regex(error.message, /it called `process\.exit\(0\)` at .*guard-exit\.test\.ts:\d+:\d+$/);
    t.is(error.exitCode, 1);
  } finally {
    release();
  }
  t.not(process.exit, exit, 'the function that was there, bound');
});
