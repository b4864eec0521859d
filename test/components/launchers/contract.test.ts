import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../../src/components/index.ts';
import { exists } from '../../../src/core/exists.ts';
import { baseContext, createRegistry, type Launcher, type TaskArray } from '../../../src/registry/index.ts';
import { fakeSlurm } from '../../helpers/fake-slurm.ts';
import { newFolder } from '../../helpers/tessera.ts';

// Every registered launcher passes this contract. A new one needs the environment in which it can work here.

type Environment = Readonly<Record<string, string | undefined>>;

const environments: Readonly<Record<string, () => Promise<Environment>>> = {
  local: () => Promise.resolve(process.env),
  slurm: async () => (await fakeSlurm({ runs: true })).environment,
};

const registry = createRegistry(...builtins);

async function launcherOf(type: string): Promise<Launcher> {
  const environment = await environments[type]!();
  const params = registry.schema(registry.get('launcher', type)!).parse({ type }) as { type: string };
  return registry.build('launcher', params, { ...baseContext({ seed: 0 }, process.cwd()), environment });
}

/**
 * A program for tasks that takes an index or a list of them, as `tessera task` does, and says each as it does it. It waits
 * for the file `go` where there is `hold`.
 */
const program = `#!/usr/bin/env bash
echo "began $1 $SAID"
while [ -e hold ] && [ ! -e go ]; do sleep 0.02; done
for part in $(echo "$1" | tr , ' '); do
  for index in $(seq "\${part%-*}" "\${part#*-}"); do echo "did $index" >> done.txt; done
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
    test(`launcher ${type} ${title}`, async (t) => check(t, await launcherOf(type)));

  contract('runs each task once, also where their numbers have gaps', async (t, launcher) => {
    const given = await tasks([1, 2, 5]);
    const submitted = await launcher.submit(given);
    t.deepEqual(
      submitted.flatMap(({ indexes }) => indexes).sort((a, b) => a - b),
      [1, 2, 5],
    );
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
    await until(async () => (await doneIn(given.folder)).length === 1);
    // A login shell may say something before.
    t.true((await readFile(log!, 'utf8')).endsWith("began 7 it's $HOME; really\n"));
  });

  contract('says how much room there is', async (t, launcher) => {
    const { atOnce, detail } = await launcher.capacity();
    t.true(atOnce === undefined || atOnce > 0);
    t.regex(detail, /^\S.*\S$/);
  });
}

test('each launcher has an environment here', (t) => {
  t.deepEqual(
    registry.list('launcher').map(({ type }) => type),
    Object.keys(environments),
  );
});
