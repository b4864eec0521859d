import { existsSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { execa } from 'execa';
import { findTensorBoard } from '../../src/cli/tensorboard-program.ts';

/** Serves `folder` on a free port until the test ends. Returns the address, or undefined with the reason logged. */
export async function serveTensorBoard(t: ExecutionContext, folder: string): Promise<string | undefined> {
  const program = await findTensorBoard(process.env);
  if (program === undefined) {
    t.log(
      'skipped: TensorBoard is not installed (pip install tensorboard, or set TESSERA_PYTHON to a Python that has it)',
    );
    t.pass();
    return undefined;
  }
  const child = execa(program.executable, [...program.args, '--logdir', folder, '--port', '0'], {
    stdin: 'ignore',
    reject: false,
  });
  t.teardown(async () => {
    child.kill();
    await child;
  });
  let heard = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      heard += String(chunk);
      const address = /^TensorBoard \S+ at (\S+)/m.exec(heard)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.stderr.on('end', () => reject(new Error(`TensorBoard ended: ${heard}`)));
  });
}

/** `CHROMIUM`, or where Linux distributions put it; undefined with the reason logged. */
export function findChromium(t: ExecutionContext): string | undefined {
  const named = process.env['CHROMIUM'];
  const found = [...(named ? [named] : []), '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) =>
    existsSync(file),
  );
  if (found === undefined) {
    t.log('skipped: Chromium is not installed (set CHROMIUM to its path)');
    t.pass();
  }
  return found;
}
