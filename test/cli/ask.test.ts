import { PassThrough } from 'node:stream';
import test from 'ava';
import { terminalAsk } from '../../src/cli/ask.ts';

/** Two streams that say that they are a terminal, or not. */
function terminal(inputIsTTY = true, outputIsTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY: inputIsTTY });
  const output = Object.assign(new PassThrough(), { isTTY: outputIsTTY });
  const ask = terminalAsk(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream);
  return { ask, input, output };
}

test('a person answers with a line, without the blanks around it', async (t) => {
  const { ask, input, output } = terminal();
  const answer = ask!('What is 0? ');
  input.write('  255 \n');
  t.is(await answer, '255');
  t.regex(String(output.read()), /What is 0\? /);
});

test('the end of the input is an error, not an answer', async (t) => {
  const { ask, input } = terminal();
  const answer = ask!('What is 0? ');
  input.end();
  await t.throwsAsync(answer);
});

test('nobody is asked where input or output is no terminal', (t) => {
  t.is(terminal(false, true).ask, undefined);
  t.is(terminal(true, false).ask, undefined);
});
