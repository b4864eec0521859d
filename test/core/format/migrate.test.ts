import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { currentFormat, migrate, withFormat } from '../../../src/core/format/migrate.ts';
import { migrations, type Migration } from '../../../src/core/format/migrations.ts';
import { spellOut } from '../../../src/core/format/spell-out.ts';

/** As if the batch size's default had changed in format 3, a key's name in format 4. */
const known: readonly Migration[] = [
  { to: 2, why: 'nothing that a configuration shows' },
  {
    to: 3,
    why: 'batch_size is 32 by default, was 16',
    config: (config) => spellOut(config, ['train', 'batch_size'], 16),
  },
  { to: 4, why: 'lr is called learning_rate', config: ({ lr, ...rest }) => ({ ...rest, learning_rate: lr }) },
];

test('there is one migration for each format after the first, up to the current one', (t) => {
  t.deepEqual(
    migrations.map(({ to }) => to),
    Array.from({ length: currentFormat - 1 }, (_, index) => index + 2),
  );
});

test('each format goes through the migrations after it, oldest first', (t) => {
  const at = (format: number | undefined) =>
    migrate({ ...(format !== undefined && { format }), lr: 1, train: {} }, { document: 'config', file: 'x', known });
  t.deepEqual(at(undefined), { learning_rate: 1, train: { batch_size: 16 } });
  t.deepEqual(at(1), { learning_rate: 1, train: { batch_size: 16 } });
  t.deepEqual(at(2), { learning_rate: 1, train: { batch_size: 16 } });
  t.deepEqual(at(3), { learning_rate: 1, train: {} });
  t.deepEqual(at(4), { lr: 1, train: {} });
});

test('a document that a format left alone stays, without its format', (t) => {
  t.deepEqual(migrate({ format: 2, lr: 1 }, { document: 'result', file: 'x', known }), { lr: 1 });
});

test('a file without a format is of the one that the caller says', (t) => {
  const options = { document: 'config', file: 'x', known } as const;
  t.deepEqual(migrate({ lr: 1, train: {} }, { ...options, absentMeans: 4 }), { lr: 1, train: {} });
  t.deepEqual(migrate({ format: 3, lr: 1 }, { ...options, absentMeans: 4 }), { learning_rate: 1 });
});

test('the content is not changed', (t) => {
  const content = { lr: 1, train: { epochs: 1 } };
  migrate(content, { document: 'config', file: 'x', known });
  t.deepEqual(content, { lr: 1, train: { epochs: 1 } });
});

test('what is not an object is left to the schema', (t) => {
  for (const content of [null, 3, 'x', [1]]) t.is(migrate(content, { document: 'config', file: 'x' }), content);
});

test('what was written says the current format, and reads back', (t) => {
  t.deepEqual(withFormat({ a: 1 }), { format: currentFormat, a: 1 });
  t.deepEqual(migrate(withFormat({ a: 1 }), { document: 'record', file: 'x' }), { a: 1 });
});

test('a newer format is refused, with the version of Tessera that wrote it', (t) => {
  const read = (content: object) =>
    t.throws(() => migrate(content, { document: 'record', file: 'run.json' }), { instanceOf: TesseraError })
      .problems[0];
  const newer = read({ format: currentFormat + 1, versions: { tessera: '7.8.9' } });
  t.is(newer?.code, 'newer-format');
  t.is(newer?.message, 'expected a file of format 1 to 2, run.json has format 3');
  t.deepEqual(newer?.hints, ['use Tessera 7.8.9, which wrote it, or a newer version']);
  t.regex(read({ format: currentFormat + 1 })?.hints?.[0] ?? '', /names the version that wrote it under `versions`/);
  for (const format of [0, 1.5, '2', null]) t.is(read({ format })?.code, 'newer-format');
});
