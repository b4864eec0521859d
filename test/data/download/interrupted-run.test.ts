import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { experimentFile, runInProcess, tessera, tinyExperiment } from '../../helpers/tessera.ts';
import { bytes, serve } from '../../core/download/_server.ts';

test('a run that is interrupted while it downloads exits 130, says so, and the next one goes on', async (t) => {
  const { url, requests } = await serve(t, bytes, (request, response) => {
    if (request.headers.range !== undefined) return false;
    response.writeHead(200, { etag: '"one"', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 60_000));
    return true;
  });
  const dataset = `{type: oxford-iiit-pet, root: pets, download: true, url: "${url}", image_size: 32}`;
  const { folder, file } = await experimentFile(tinyExperiment.replace(/^dataset: .*$/m, `dataset: ${dataset}`));
  const part = join(folder, 'pets', '.images.tar.gz.part');
  const running = tessera(['run', file], { cwd: folder });
  while (!existsSync(part) || (await stat(part)).size < 60_000) await wait(20);
  running.kill('SIGINT');
  const stopped = await running;
  t.is(stopped.exitCode, 130, stopped.stderr);
  t.regex(stopped.stderr, /downloading images\.tar\.gz/);
  t.regex(stopped.stderr, /Interrupted before training started/);
  t.is((await stat(part)).size, 60_000);

  const again = await runInProcess(['run', file], folder);
  t.is(again.exitCode, 2);
  t.regex(
    again.stderr,
    /experiment\.yaml:3:\d+: error\[download-failed\]: .*images\.tar\.gz could not be downloaded: expected a file with the MD5 checksum 5c4f/,
  );
  t.deepEqual(
    requests.map(({ range }) => range),
    [undefined, 'bytes=60000-'],
  );
});
