import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { fetchRest, forget, sizeOf } from '../../../src/core/download/fetch-rest.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { bytes, serve } from './_server.ts';

const asked = { path: 'x', folder: 'y' };

test('a part grows until it is whole, and says why it is not', async (t) => {
  const { url, options } = await serve(
    t,
    bytes,
    (_request, _response, count, breakOff) => count === 1 && breakOff(9000),
  );
  const part = join(await newFolder(), 'a.part');
  t.is(await sizeOf(part), 0);
  t.like(await fetchRest({ url: `${url}/a`, asked }, part, options), { connected: true });
  t.is(await sizeOf(part), 9000);
  t.is(await fetchRest({ url: `${url}/a`, asked }, part, options), undefined);
  t.true((await readFile(part)).equals(bytes));
  t.is(await readFile(`${part}.tag`, 'utf8'), '"one"');
  await forget(part);
  t.deepEqual([await sizeOf(part), await sizeOf(`${part}.tag`)], [0, 0]);
});

test('headers of the file are sent with each request', async (t) => {
  const sent: unknown[] = [];
  const { url, options } = await serve(t, bytes, (request, _response, count, breakOff) => {
    sent.push([request.headers.authorization, request.headers.range]);
    return count === 1 && breakOff(5000);
  });
  const part = join(await newFolder(), 'a.part');
  const remote = { url: `${url}/a`, asked, headers: { authorization: 'Bearer x' } };
  await fetchRest(remote, part, options);
  await fetchRest(remote, part, options);
  t.deepEqual(sent, [
    ['Bearer x', undefined],
    ['Bearer x', 'bytes=5000-'],
  ]);
});
