import type { ExecutionContext } from 'ava';
import { execa } from 'execa';
import { findTensorBoard } from '../../src/cli/tensorboard-program.ts';

/**
 * Serves `folder` on a free port until the test ends. Returns the address. For tests that `testIf('tensorboard')` let
 * run.
 */
export async function serveTensorBoard(t: ExecutionContext, folder: string): Promise<string> {
  const program = await findTensorBoard(process.env);
  if (program === undefined) throw new Error('There is no TensorBoard; use testIf');
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
