import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { revealSecrets } from '../../../src/core/secrets/reveal.ts';

const environment = { TOKEN: 'swordfish', USER_NAME: 'ada-lovelace' };

test('references are replaced at any depth, the rest stays', (t) => {
  const params = {
    url: 'https://${secret:USER_NAME}:${secret:TOKEN}@host',
    list: ['${secret:TOKEN}', 5],
    inner: { type: 'a', key: '${secret:TOKEN}', none: null, other: '${env:TOKEN}' },
  };
  t.deepEqual(revealSecrets(params, 'dataset', environment), {
    url: 'https://ada-lovelace:swordfish@host',
    list: ['swordfish', 5],
    inner: { type: 'a', key: 'swordfish', none: null, other: '${env:TOKEN}' },
  });
  t.is(params.list[0], '${secret:TOKEN}', 'the experiment keeps its references');
});

test('every variable that is not set is named, with the key that wants it', (t) => {
  const error = t.throws(
    () => revealSecrets({ a: '${secret:NONE}', b: ['${secret:NEITHER}'] }, 'dataset', environment),
    { instanceOf: TesseraError },
  );
  t.deepEqual(
    error.problems.map(({ code, path }) => [code, path]),
    [
      ['secret-missing', 'dataset.a'],
      ['secret-missing', 'dataset.b.0'],
    ],
  );
  t.regex(error.message, /expected the environment variable `NONE` to be set/);
});

test('errors that quote the value show the reference', (t) => {
  revealSecrets('${secret:TOKEN}', 'dataset', environment);
  const error = new TesseraError({ code: 'bad-dataset', message: 'no swordfish', hints: ['try swordfish'] });
  t.deepEqual(error.problems, [{ code: 'bad-dataset', message: 'no ${secret:TOKEN}', hints: ['try ${secret:TOKEN}'] }]);
  t.is(error.message, 'bad-dataset: no ${secret:TOKEN}');
});
