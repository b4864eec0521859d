import { nearest, type Problem } from '../core/errors/index.ts';

/**
 * What commander found wrong with a command line, said as every other problem is said. Its errors hold no more than
 * their text, which these patterns take apart; a text that none of them knows is passed on as it is.
 *
 * @param text as commander would print it
 * @param command as a person types it: `tessera run`
 * @param meant hints for a command that is not there
 */
export function usageProblem(
  text: string,
  command: string,
  meant: (name: string) => readonly string[] = () => [],
): Problem {
  const sentence = text.trim().replace(/^error: /, '');
  for (const { pattern, describe } of forms) {
    const match = pattern.exec(sentence);
    if (match) return { code: 'bad-argument', ...describe(match.groups ?? {}, command, meant) };
  }
  const [message, ...hints] = sentence.split('\n');
  return { code: 'bad-argument', message: message!, hints };
}

type Described = Pick<Problem, 'message' | 'hints'>;

interface Form {
  readonly pattern: RegExp;
  describe(
    parts: Readonly<Record<string, string>>,
    command: string,
    meant: (name: string) => readonly string[],
  ): Described;
}

const help = (command: string) => `see \`${command} --help\``;

/** commander's `(Did you mean --set?)`, or `(Did you mean one of --set, --json?)`. */
const suggestion = '(?:\\n\\(Did you mean (?:one of )?(?<similar>.*)\\?\\))?$';

const forms: readonly Form[] = [
  {
    pattern: /^option '(?<flag>\S+)[^']*' argument '(?<got>[^]*)' is invalid\. (?<why>[^]*)$/,
    describe: ({ flag, got, why }) => invalidValue(`\`${flag}\``, got!, why!),
  },
  {
    pattern: /^command-argument value '(?<got>[^]*)' is invalid for argument '(?<name>.*)'\. (?<why>[^]*)$/,
    describe: ({ name, got, why }) => invalidValue(`the argument <${name}>`, got!, why!),
  },
  {
    pattern: /^missing required argument '(?<name>.*)'$/,
    describe: ({ name }, command) => ({ message: `expected the argument <${name}>, got none`, hints: [help(command)] }),
  },
  {
    pattern: /^required option '(?<flags>(?<flag>\S+).*)' not specified$/,
    describe: ({ flag, flags }, command) => ({
      message: `expected the option \`${flag}\`, got none`,
      hints: [`write \`${flags}\``, help(command)],
    }),
  },
  {
    pattern: /^option '(?<flags>(?<flag>\S+).*)' argument missing$/,
    describe: ({ flag, flags }) => ({
      message: `expected a value after \`${flag}\`, got none`,
      hints: [`write \`${flags}\``],
    }),
  },
  {
    pattern: /^option '(?<one>\S+).*' cannot be used with option '(?<other>\S+).*'$/,
    describe: ({ one, other }, command) => ({
      message: `expected \`${one}\` or \`${other}\`, got both`,
      hints: [help(command)],
    }),
  },
  {
    pattern: new RegExp(`^unknown option '(?<got>.*)'${suggestion}`),
    describe: ({ got, similar }, command) => ({
      message: `expected an option of \`${command}\`, got \`${got}\``,
      hints: [...didYouMean(similar), help(command)],
    }),
  },
  {
    pattern: /^unknown command '(?<got>.*)'/,
    describe: ({ got }, command, meant) => ({
      message: `expected a command of \`${command}\`, got \`${got}\``,
      hints: [...meant(got!), help(command)],
    }),
  },
  {
    pattern: /^too many arguments.*\. Expected (?<most>\d+) arguments? but got (?<count>\d+)\.$/,
    describe: ({ most, count }, command) => ({
      message: `expected no more than ${most} ${most === '1' ? 'argument' : 'arguments'}, got ${count}`,
      hints: [help(command)],
    }),
  },
];

/** `why` is what commander's `choices` or a parser of ours says: `Allowed choices are a, b.`, `Expected a number.` */
function invalidValue(of: string, got: string, why: string): Described {
  const choices = /^Allowed choices are (.*)\.$/.exec(why)?.[1]?.split(', ');
  if (!choices) {
    const expected = /^Expected (.*)\.$/.exec(why)?.[1];
    return { message: expected === undefined ? `${of}: ${why}` : `expected ${expected} for ${of}, got \`${got}\`` };
  }
  const best = nearest(got, choices);
  const hints = didYouMean(best);
  const expected = choices.length === 1 ? `\`${choices[0]}\`` : `one of ${choices.join(', ')}`;
  return { message: `expected ${expected} for ${of}, got \`${got}\``, hints };
}

function didYouMean(similar: string | undefined): string[] {
  if (similar === undefined) return [];
  const names = similar.split(', ').map((name) => `\`${name}\``);
  return [`did you mean ${names.join(' or ')}?`];
}
