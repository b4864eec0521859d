import { spawn } from 'node:child_process';

/**
 * Asks the system to remove these files from the page cache, so that the next read comes from the disk. Node.js has no
 * call for it, but GNU dd does it. Returns the reason if it failed.
 */
export async function dropFromPageCache(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const failure = await run('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
    if (failure !== undefined) return `the page cache can only be emptied with GNU dd: ${failure}`;
  }
  return undefined;
}

function run(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let message = '';
    child.stderr.on('data', (text: Buffer) => (message += text.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : message.trim()));
  });
}
