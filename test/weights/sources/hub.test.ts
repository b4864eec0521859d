import { mkdir, readFile, readlink, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { hideSecrets } from '../../../src/core/secrets/hide.ts';
import { downloadFromHub, findInHubCache, hubAddress } from '../../../src/weights/sources/hub.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { commit, content, fakeHub, sha256 } from './_hub.ts';

const file = { repo: 'timm/net', revision: 'main', file: 'model.safetensors' };
const blobName = sha256(content);

test("a file comes into the cache as the hub's Python library puts it, and is not fetched again", async (t) => {
  const { endpoint, hub, storage, options } = await fakeHub(t);
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: `${endpoint}/` };
  t.is(await findInHubCache(file, environment), undefined);
  const path = await downloadFromHub(file, environment, options);
  const own = join(environment.HF_HOME, 'hub', 'models--timm--net');
  t.is(path, join(own, 'snapshots', commit, 'model.safetensors'));
  t.true((await readFile(path)).equals(content));
  t.is(await readlink(path), join('..', '..', 'blobs', blobName));
  t.is(await readFile(join(own, 'refs', 'main'), 'utf8'), commit);
  t.deepEqual(await readdir(join(own, 'blobs')), [blobName]);
  t.deepEqual(
    [...hub, ...storage].map(({ method, path: asked }) => [method, asked]),
    [
      ['HEAD', '/timm/net/resolve/main/model.safetensors'],
      ['GET', `/timm/net/resolve/${commit}/model.safetensors`],
      ['GET', '/signed?expires=1'],
    ],
  );
  t.is(await findInHubCache(file, environment), path);
  t.is(await findInHubCache({ ...file, revision: commit }, environment), path);
  t.is(await findInHubCache({ ...file, revision: 'other' }, environment), undefined);
});

test('a file that Python has downloaded is found, wherever the environment puts the cache', async (t) => {
  const folder = await newFolder();
  for (const [environment, hub] of [
    [{ HF_HUB_CACHE: join(folder, 'a') }, join(folder, 'a')],
    [{ HF_HOME: join(folder, 'b') }, join(folder, 'b', 'hub')],
    [{ XDG_CACHE_HOME: join(folder, 'c') }, join(folder, 'c', 'huggingface', 'hub')],
    [{ HOME: join(folder, 'd') }, join(folder, 'd', '.cache', 'huggingface', 'hub')],
  ] as const) {
    const own = join(hub, 'models--timm--net');
    for (const inner of ['blobs', 'refs', `snapshots/${commit}`]) await mkdir(join(own, inner), { recursive: true });
    await writeFile(join(own, 'blobs', blobName), content);
    await writeFile(join(own, 'refs', 'main'), commit);
    await symlink(`../../blobs/${blobName}`, join(own, 'snapshots', commit, 'model.safetensors'));
    t.is(await findInHubCache(file, environment), join(own, 'snapshots', commit, 'model.safetensors'));
  }
});

test('a blob that is there already is not downloaded for another revision', async (t) => {
  const { endpoint, storage, options } = await fakeHub(t);
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint };
  const blobs = join(environment.HF_HOME, 'hub', 'models--timm--net', 'blobs');
  await mkdir(blobs, { recursive: true });
  await writeFile(join(blobs, blobName), content);
  t.true((await readFile(await downloadFromHub(file, environment, options))).equals(content));
  t.is(storage.length, 0);
});

test('of two that want a file at once, one downloads it', async (t) => {
  const { endpoint, storage, options } = await fakeHub(t);
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint };
  const paths = await Promise.all([1, 2].map(() => downloadFromHub(file, environment, options)));
  t.is(paths[0], paths[1]!);
  t.true((await readFile(paths[0]!)).equals(content));
  t.is(storage.length, 1);
});

test('a connection that breaks is gone on with; the token goes to the hub and not to where the content is', async (t) => {
  const { endpoint, hub, storage, options } = await fakeHub(t, { breakOnce: true });
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint, HF_TOKEN: 'hf_secret_token' };
  t.true((await readFile(await downloadFromHub(file, environment, options))).equals(content));
  t.deepEqual(
    storage.map(({ range, authorization }) => [range, authorization]),
    [
      [undefined, undefined],
      ['bytes=50000-', undefined],
    ],
  );
  t.deepEqual(new Set(hub.map(({ authorization }) => authorization)), new Set(['Bearer hf_secret_token']));
  t.is(hideSecrets('it was hf_secret_token'), 'it was HF_TOKEN');
});

test("the token is read from the hub's home too, and a repository with a new name is followed there", async (t) => {
  const { endpoint, hub, options } = await fakeHub(t);
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint };
  await writeFile(join(environment.HF_HOME, 'token'), 'hf_from_file\n');
  await downloadFromHub({ ...file, repo: 'old/net' }, environment, options);
  t.deepEqual(
    hub.slice(0, 2).map(({ path, authorization }) => [path, authorization]),
    [
      ['/old/net/resolve/main/model.safetensors', 'Bearer hf_from_file'],
      ['/timm/net/resolve/main/model.safetensors', 'Bearer hf_from_file'],
    ],
  );
});

test('no token goes over http to another machine; where one is needed, the error says so', async (t) => {
  const { endpoint, hub, options } = await fakeHub(t);
  // It is this machine by a name that says nothing of it.
  const HF_ENDPOINT = endpoint.replace('127.0.0.1', '0.0.0.0');
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT, HF_TOKEN: 'hf_not_sent' };
  t.true((await readFile(await downloadFromHub(file, environment, options))).equals(content));
  t.deepEqual(
    hub.map(({ authorization }) => authorization),
    [undefined, undefined],
  );
  const closed = await fakeHub(t, { status: 401 });
  const refused = { ...environment, HF_ENDPOINT: closed.endpoint.replace('127.0.0.1', '0.0.0.0') };
  const request = downloadFromHub({ ...file, revision: 'other' }, refused, closed.options);
  const error = await t.throwsAsync(request, { instanceOf: TesseraError });
  t.regex(error.problems[0]!.hints![0]!, /no token is sent over http:\/\/: set `HF_ENDPOINT`/);
});

test('content with another hash than the hub says is deleted', async (t) => {
  const { endpoint, options } = await fakeHub(t, { etag: 'f'.repeat(64) });
  const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint };
  const error = await t.throwsAsync(downloadFromHub(file, environment, options), { instanceOf: TesseraError });
  t.regex(error.message, new RegExp(`SHA-256 checksum ${'f'.repeat(64)}, got ${blobName}`));
  t.deepEqual(await readdir(join(environment.HF_HOME, 'hub', 'models--timm--net', 'blobs')), []);
  t.is(await findInHubCache(file, environment), undefined);
});

for (const [status, token, hint] of [
  [404, '', /check the names of owner/],
  [401, '', /set `HF_TOKEN`/],
  [403, 'hf_abcdef', /accepted its terms/],
] as const)
  test(`an answer of ${status} ${token === '' ? 'without' : 'with'} a token says what to do, and shows no token`, async (t) => {
    const { endpoint, options } = await fakeHub(t, { status });
    const environment = { HF_HOME: await newFolder(), HF_ENDPOINT: endpoint, HF_TOKEN: token };
    const error = await t.throwsAsync(downloadFromHub(file, environment, options), { instanceOf: TesseraError });
    const [problem] = error.problems;
    t.like(problem, { code: 'download-failed', path: 'model.encoder.weights' });
    t.regex(problem!.message, /resolve\/main\/model\.safetensors could not be downloaded: Entry not found$/);
    t.regex(problem!.hints![0]!, hint);
    t.notRegex(JSON.stringify(error.problems), /hf_abcdef/);
  });

test('a server that is no hub, one that is not there, and offline', async (t) => {
  const { options, endpoint } = await fakeHub(t, { etag: '../../outside' });
  const home = await newFolder();
  const failure = async (environment: NodeJS.ProcessEnv) =>
    (await t.throwsAsync(downloadFromHub(file, { HF_HOME: home, ...environment }, options))).message;
  t.regex(await failure({ HF_ENDPOINT: endpoint }), /does not answer as a Hugging Face hub/);
  t.regex(await failure({ HF_ENDPOINT: 'http://127.0.0.1:9' }), /no connection: /);
  t.regex(
    await failure({ HF_ENDPOINT: endpoint, HF_HUB_OFFLINE: '1' }),
    /not in the cache, and `HF_HUB_OFFLINE` is set/,
  );
});

test('the address is that of the hub', (t) => {
  t.is(
    hubAddress({ repo: 'a/b', revision: 'refs/pr/1', file: 'x y/z.pth' }, {}),
    'https://huggingface.co/a/b/resolve/refs%2Fpr%2F1/x%20y/z.pth',
  );
});
