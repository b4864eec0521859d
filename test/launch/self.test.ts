import { execa } from 'execa';
import test from 'ava';
import { selfCommand } from '../../src/launch/self.ts';
import { fromSource } from '../helpers/from-source.ts';

test('the command runs this script again, under the same loader, with other arguments', (t) => {
  const [program, ...args] = selfCommand(['run', 'a.yaml']);
  t.is(program, process.execPath);
  t.deepEqual(args.slice(-3), [process.argv[1]!, 'run', 'a.yaml']);
  t.true(args.some((arg) => arg.endsWith('test/loader/register.mjs')));
});

test('a debugger port is not asked for twice', async (t) => {
  const module = new URL('../../src/launch/self.ts', import.meta.url).href;
  const script = `const { selfCommand } = await import('${module}'); process.argv[1] = 'x.js'; console.log(selfCommand([]).join(' '))`;
  const flags = ['--inspect=0', ...fromSource, '--input-type=module', '-e', script];
  const { stdout } = await execa(process.execPath, flags);
  t.notRegex(stdout, /--inspect/);
  t.regex(stdout, /register\.mjs.* x\.js$/);
});
