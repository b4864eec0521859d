import { join } from 'node:path';
import { execa } from 'execa';

/** Starts `tessera board`, waits until TensorBoard has read all, and ends it when the work is done. */
export async function withBoard(
  root: string,
  args: readonly string[],
  work: (address: string) => Promise<void>,
): Promise<void> {
  const program = join(root, 'dist/src/cli/tessera.js');
  const child = execa(process.execPath, [program, 'board', ...args, '--port', '6094', '--json'], { reject: false });
  try {
    // It goes on after this line, so that the stream doesn't end.
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk) => resolve(String(chunk)));
      child.stdout.once('end', () => reject(new Error('tessera board ended without an address')));
    });
    const { address } = JSON.parse(line) as { address: string };
    await allAreRead(address);
    await work(address);
  } finally {
    child.kill('SIGINT');
    await child;
  }
}

/** TensorBoard reads in the background: waits until the number of its tags stays the same. */
async function allAreRead(address: string): Promise<void> {
  const count = async () => JSON.stringify(await (await fetch(`${address}data/plugin/timeseries/tags`)).json()).length;
  for (let [before, now] = [-1, await count()]; now !== before || now < 1000;) {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    [before, now] = [now, await count()];
  }
}
