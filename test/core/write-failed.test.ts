import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { writeFailed } from '../../src/core/write-failed.ts';
import { newFolder } from '../helpers/tessera.ts';

const system = (code: string) => Object.assign(new Error(`${code}: refused, write`), { code });

test('a full disk says the file, what is needed and what is free', async (t) => {
  const file = join(await newFolder(), 'last.safetensors');
  const cause = system('ENOSPC');
  const error = writeFailed(file, cause, 3 * 1024 * 1024 + 512 * 1024);
  t.is(error.cause, cause);
  const [problem] = error.problems;
  t.is(problem!.code, 'run-failed');
  t.true(problem!.message.startsWith(`cannot write ${file}: the disk is full: 3.5 MiB are needed, `));
  t.regex(problem!.message, /needed, \d+(\.\d)? (B|[KMGT]iB) are free$/);
  t.is(problem!.hints!.length, 1);
  t.regex(writeFailed(file, cause, 1000).message, /: 1000 B are needed/);
  t.regex(writeFailed(file, cause, 1024).message, /: 1\.0 KiB are needed/);
});

test('free space that is unknown is no reason to fail', (t) => {
  t.regex(writeFailed('/absent/folder/x', system('ENOSPC'), 1).message, /too few are free$/);
});

test('a quota is said, and everything else as the system says it', (t) => {
  t.regex(
    writeFailed('/a/b', system('EDQUOT'), 2048).message,
    /cannot write \/a\/b: your quota .* 2\.0 KiB are needed/,
  );
  const other = writeFailed('/a/b', system('EACCES'), 1);
  t.is(other.problems[0]!.message, 'cannot write /a/b: EACCES: refused, write');
  t.is(writeFailed('/a/b', 'odd', 1).problems[0]!.message, 'cannot write /a/b: odd');
});

test('an error that was described already stays as it is', (t) => {
  const described = new TesseraError({ code: 'lease-lost', message: 'gone' });
  t.is(writeFailed('/a/b', described, 1), described);
});
