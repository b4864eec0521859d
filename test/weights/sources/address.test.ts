import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import {
  addressFile,
  downloadAddress,
  downloadTorchvision,
  torchvisionAddress,
  torchvisionFile,
} from '../../../src/weights/sources/address.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { listen } from './_hub.ts';

const options = { onProgress: () => {}, signal: new AbortController().signal, wait: async () => {} };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Serves these texts by path. */
async function serveTexts(t: ExecutionContext, texts: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const url = await listen(t, ({ url: path = '' }, response) => {
    asked.push(path);
    const text = texts[path];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  return { url, asked };
}

test('a file is downloaded once; its hash is checked where the address has one', async (t) => {
  const { url, asked } = await serveTexts(t, { '/a.pth': 'weights' });
  const environment = { XDG_CACHE_HOME: await newFolder() };
  const good = { url: `${url}/a.pth`, sha256: sha256('weights') };
  const [path] = await Promise.all([1, 2].map(() => downloadAddress(good, environment, options)));
  t.is(path, addressFile(good, environment));
  t.is(await readFile(path!, 'utf8'), 'weights');
  t.deepEqual(asked, ['/a.pth']);
  t.true(path!.startsWith(join(environment.XDG_CACHE_HOME, 'tessera', 'weights')));
  t.is(path!.split('/').at(-1), 'a.pth');
  const bad = { url: `${url}/a.pth`, sha256: sha256('other') };
  await t.throwsAsync(downloadAddress(bad, environment, options), { message: /SHA-256 checksum/ });
  t.false(existsSync(addressFile(bad, environment)));
});

test('a TensorFlow.js model comes with its shards, and is there only with them', async (t) => {
  const manifest = (...paths: string[]) => JSON.stringify({ weightsManifest: [{ paths, weights: [] }] });
  const { url, asked } = await serveTexts(t, {
    '/m/model.json': manifest('one', 'two'),
    '/m/one': '1',
    '/m/two': '2',
    '/lacking/model.json': manifest('one'),
    '/evil/model.json': manifest('../../one'),
  });
  const environment = { XDG_CACHE_HOME: await newFolder() };
  const path = await downloadAddress({ url: `${url}/m/model.json` }, environment, options);
  t.deepEqual(await readdir(dirname(path)), ['model.json', 'one', 'two']);
  t.is(await readFile(join(dirname(path), 'two'), 'utf8'), '2');
  t.deepEqual(asked, ['/m/model.json', '/m/one', '/m/two']);
  for (const [name, message] of [
    ['lacking', /lacking\/one could not be downloaded: the server answered 404/],
    ['evil', /it names the file `\.\.\/\.\.\/one`, which lies outside/],
  ] as const) {
    const address = { url: `${url}/${name}/model.json` };
    await t.throwsAsync(downloadAddress(address, environment, options), { instanceOf: TesseraError, message });
    t.false(existsSync(addressFile(address, environment)));
  }
});

test("torchvision's files go where torch.hub has them; their names have the beginning of their hash", async (t) => {
  const good = `net-${sha256('weights').slice(0, 8)}.pth`;
  const bad = 'net-00000000.pth';
  const { url } = await serveTexts(t, { [`/models/${good}`]: 'weights', [`/models/${bad}`]: 'weights' });
  const environment = { TORCH_HOME: await newFolder(), TESSERA_TORCHVISION_MIRROR: `${url}/models/` };
  t.is(await downloadTorchvision(good, environment, options), join(environment.TORCH_HOME, 'hub', 'checkpoints', good));
  t.is(await readFile(torchvisionFile(good, environment), 'utf8'), 'weights');
  await t.throwsAsync(downloadTorchvision(bad, environment, options), { message: /checksum 00000000, got / });
  t.is(torchvisionAddress(good, {}), `https://download.pytorch.org/models/${good}`);
});

test('a name with a % that begins no character has its file too', (t) => {
  const name = (url: string) => basename(addressFile({ url }, { XDG_CACHE_HOME: '/cache' }));
  t.is(name('https://x.org/a%zz.pth'), 'a_zz.pth');
  t.is(name('https://x.org/a%2Fb.pth'), 'a_2Fb.pth');
  t.is(name('https://x.org/'), 'weights');
});
