import test from 'ava';
import { downloadFailed } from '../../../src/core/download/remote-file.ts';

test('a download that fails says which file, why, at which key, and what to do', (t) => {
  const asked = { path: 'model.encoder.weights', folder: 'x' };
  t.deepEqual(downloadFailed({ url: 'https://a/b', asked }, 'the server answered 404', ['check it']).problems, [
    {
      code: 'download-failed',
      path: 'model.encoder.weights',
      message: 'https://a/b could not be downloaded: the server answered 404',
      hints: ['check it'],
    },
  ]);
});
