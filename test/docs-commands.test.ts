import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { documentedCommands, reasonToLeaveOut, withRealRuns, writeDocumentedProject } from './helpers/documented.ts';
import { newFolder, runInProcess } from './helpers/tessera.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the commands of the docs work, one after the other', async (t) => {
  const commands = (await documentedCommands(root)).filter(
    (command) => reasonToLeaveOut(command) === undefined && !startsProcesses(command),
  );
  t.true(commands.length > 15, 'the pages have commands');
  const folder = await newFolder();
  await writeDocumentedProject(folder, root);
  process.chdir(folder);
  for (const file of ['x', 'y']) await runInProcess(['run', `experiments/${file}.yaml`], folder);
  for (const command of commands) {
    const { exitCode, stderr } = await runInProcess(await argumentsOf(command), folder);
    t.is(exitCode, 0, `${command}\n${stderr}`);
  }
});

/** `npm run proof -- commands` runs these too, with the built program. */
const startsProcesses = (command: string) => /--jobs|tessera sweep|shapes-sweep-/.test(command);

/** The words of a command without `npx tessera`. */
async function argumentsOf(command: string): Promise<string[]> {
  const words = withRealRuns(command, await readdir('runs')).matchAll(/'([^']*)'|(\S+)/g);
  return [...words].slice(2).map(([, quoted, word]) => quoted ?? word!);
}
