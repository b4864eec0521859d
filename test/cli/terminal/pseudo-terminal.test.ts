import { fileURLToPath } from 'node:url';
import { fromSource } from '../../helpers/from-source.ts';
import { inTerminal } from '../../helpers/in-terminal.ts';
import { testIf } from '../../helpers/requirements.ts';
import { emulator } from './_emulator.ts';

// The streams of a real process on a real terminal of the system; xterm.js shows what comes out.
const testHere = await testIf('pty');
const program = [process.execPath, ...fromSource, fileURLToPath(new URL('_progress.ts', import.meta.url))];

testHere('a bar that runs while the terminal is made narrower stays one line, and leaves nothing behind', async (t) => {
  const { before, after, exitCode } = await inTerminal(program, { columns: 100, resized: 60, when: '3/1000' });
  t.is(exitCode, 0);
  const terminal = emulator(100, 24);
  terminal.write(before);
  const wide = await terminal.screen();
  t.is(wide.length, 2);
  t.regex(wide[1]!, /^reading 写真 ░+ \d+\/1000 {2}of many photos, at a good speed$/);
  await terminal.resize(60);
  terminal.write(after);
  const [first, second, third, ...rest] = await terminal.screen();
  t.is(
    `${first} ${second}`.replace(/ +/g, ' '),
    'a line that is longer than sixty cells, and so is broken at one of its spaces',
  );
  t.is(third, 'resized');
  t.is(rest.length, 1);
  t.regex(rest[0]!, /^see it: (npx )?tessera list$/);
});

testHere('a dumb terminal gets neither bars nor control sequences', async (t) => {
  const { before, after } = await inTerminal(program, { columns: 60, resized: 80, when: '1/1000' }, { TERM: 'dumb' });
  t.notRegex(before + after, /\u001b|\r(?!\n)/);
  t.regex(before, /a line that is longer than sixty cells, and so is broken at\r\none of its spaces\r\n/);
});
