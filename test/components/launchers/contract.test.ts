import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { z } from 'zod';
import { builtins } from '../../../src/components/index.ts';
import { exists } from '../../../src/core/exists.ts';
import {
  baseContext,
  createRegistry,
  defineComponent,
  type Component,
  type Launcher,
  type TaskArray,
} from '../../../src/registry/index.ts';
import { fakePbs } from '../../helpers/fake-pbs.ts';
import { fakeSlurm } from '../../helpers/fake-slurm.ts';
import { testIf } from '../../helpers/requirements.ts';
import { startHosts, type FakeHosts } from '../../helpers/sshd.ts';
import { newFolder } from '../../helpers/tessera.ts';

// Every registered launcher passes this contract. A new one needs what it takes to work here.

interface Fixture {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly params?: object;
}

const testOverSsh = await testIf('sshd');
let machines: FakeHosts | undefined;

const fixtures: Readonly<Record<string, () => Promise<Fixture>>> = {
  local: () => Promise.resolve({}),
  slurm: async () => ({ environment: (await fakeSlurm({ runs: true })).environment }),
  pbs: async () => ({ environment: await fakePbs() }),
  ssh: async () => {
    const { hosts, options } = (machines ??= await startHosts(2));
    return { params: { hosts: hosts.map(({ host, port }) => ({ host, port })), options } };
  },
};

/** The launcher that docs/plugins.md has as an example. */
async function documentedLauncher() {
  const page = await readFile(new URL('../../../docs/plugins.md', import.meta.url), 'utf8');
  const [, code] = /^```js\n\/\/ components\/pbs\.js\n([^]+?)^```$/m.exec(page)!;
  const file = join(await newFolder(), 'pbs.mjs');
  await writeFile(file, code!);
  const { pbs } = (await import(pathToFileURL(file).href)) as {
    readonly pbs: (given: { defineComponent: typeof defineComponent; z: typeof z }) => Component;
  };
  return pbs({ defineComponent, z });
}

const registry = createRegistry(...builtins, await documentedLauncher());
// AVA wants hooks and tests to be defined at once.
test.after.always(() => machines?.close());

async function launcherOf(type: string): Promise<Launcher> {
  const { environment = process.env, params = {} } = await fixtures[type]!();
  const section = registry.schema(registry.get('launcher', type)!).parse({ type, ...params }) as { type: string };
  return registry.build('launcher', section, { ...baseContext({ seed: 0 }, process.cwd()), environment });
}

/**
 * A program for tasks that takes an index or a list of them, as `tessera task` does, and says each as it does it. Where
 * several have the same list, each task is one's. It waits for the file `go` where there is `hold`.
 */
const program = `#!/usr/bin/env bash
echo "began $1 $SAID"
while [ -e hold ] && [ ! -e go ]; do sleep 0.02; done
for part in $(echo "$1" | tr , ' '); do
  for index in $(seq "\${part%-*}" "\${part#*-}"); do mkdir "claim-$index" 2>/dev/null && echo "did $index" >> done.txt; done
done
`;

async function tasks(indexes: readonly number[], held = false): Promise<TaskArray> {
  const folder = await newFolder();
  await writeFile(join(folder, 'program'), program, { mode: 0o755 });
  if (held) await writeFile(join(folder, 'hold'), '');
  return {
    name: 'contract',
    command: [join(folder, 'program')],
    indexes,
    workingDirectory: folder,
    environment: { SAID: "it's $HOME; really" },
    folder,
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 500; look++) {
    if (await isSo()) return;
    await sleep(20);
  }
  throw new Error('waited in vain');
}

const doneIn = async (folder: string) =>
  (await readFile(join(folder, 'done.txt'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

for (const { type } of registry.list('launcher')) {
  const contract = (title: string, check: (t: ExecutionContext, launcher: Launcher) => Promise<void>) =>
    (type === 'ssh' ? testOverSsh : test).serial(`launcher ${type} ${title}`, async (t) =>
      check(t, await launcherOf(type)),
    );

  contract('runs each task once, also where their numbers have gaps', async (t, launcher) => {
    const given = await tasks([1, 2, 5]);
    const submitted = await launcher.submit(given);
    t.deepEqual([...new Set(submitted.flatMap(({ indexes }) => indexes))].sort(), [1, 2, 5]);
    await until(async () => (await doneIn(given.folder)).length === 3);
    t.deepEqual((await doneIn(given.folder)).sort(), ['did 1', 'did 2', 'did 5']);
    await until(async () => (await launcher.status(submitted)).size === 0);
  });

  contract('tells of tasks as long as they wait or run, to a launcher built later too', async (t, launcher) => {
    const given = await tasks([3, 4], true);
    const submitted = JSON.parse(JSON.stringify(await launcher.submit(given))) as Awaited<
      ReturnType<Launcher['submit']>
    >;
    const status = await launcher.status(submitted);
    t.deepEqual([...status.keys()].sort(), [3, 4]);
    for (const { state } of status.values()) t.true(state === 'waiting' || state === 'running');
    await writeFile(join(given.folder, 'go'), '');
    await until(async () => (await launcher.status(submitted)).size === 0);
    t.deepEqual(await launcher.status([]), new Map());
  });

  contract('cancels what waits and runs, and again without harm', async (t, launcher) => {
    const given = await tasks([1, 2], true);
    const submitted = await launcher.submit(given);
    const logs = submitted.flatMap((each) => launcher.logs(each, each.indexes[0]!));
    await until(async () => (await exists(logs[0]!)) && (await readFile(logs[0]!, 'utf8')).includes('began'));
    await launcher.cancel(submitted);
    const isOver = async () =>
      [...(await launcher.status(submitted)).values()].every(({ state }) => state === 'cancelled');
    await until(isOver);
    await launcher.cancel(submitted);
    t.deepEqual(await doneIn(given.folder), []);
  });

  contract('keeps what a task prints, and gives it the environment as it is', async (t, launcher) => {
    const given = await tasks([7]);
    const [submission] = await launcher.submit(given);
    const [log] = launcher.logs(submission!, 7);
    await until(async () => (await doneIn(given.folder)).length === 1 && (await exists(log!)));
    await until(async () => (await readFile(log!, 'utf8')).includes('began'));
    // A login shell may say something before.
    t.true((await readFile(log!, 'utf8')).endsWith("began 7 it's $HOME; really\n"));
  });

  contract('says how much room there is', async (t, launcher) => {
    const { atOnce, detail } = await launcher.capacity();
    t.true(atOnce === undefined || atOnce > 0);
    t.regex(detail, /^\S.*\S$/);
  });
}

test('each launcher has what it takes to work here', (t) => {
  t.deepEqual(
    registry
      .list('launcher')
      .map(({ type }) => type)
      .toSorted(),
    Object.keys(fixtures).toSorted(),
  );
});
