import type { Attempt } from '../runs/attempt.ts';

/** Text by tag. */
export type Texts = Readonly<Record<string, string>>;

/** The most characters of a difference that are logged: TensorBoard keeps all text in memory. */
const longestDiff = 65_536;

/** What produced the attempt, as Markdown: its command, environment, git's state and the difference to its commit. */
export function provenanceTexts(attempt: Attempt, patch: Uint8Array | undefined): Texts {
  const { command, git } = attempt;
  return {
    ...(command && { command: fenced('sh', ['tessera', ...command].map(shellWord).join(' ')) }),
    environment: table(environmentOf(attempt)),
    ...(git && { git: table(gitRows(git)) }),
    ...(patch && { diff: diffText(patch, git?.patch) }),
  };
}

type Row = readonly [name: string, value: string | number | undefined];

function environmentOf({ number, startedAt, host, machine, versions, backend, engine, lockFile }: Attempt): Row[] {
  return [
    ['attempt', number],
    ['started', startedAt],
    ['host', host],
    ['processor', `${machine.cpu}, ${machine.cores} cores`],
    ['memory', `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ['platform', machine.platform],
    ['engine', backend],
    ['device', engine?.device],
    ['threads', engine?.threads],
    ...Object.entries(versions),
    ['lock file', lockFile && `${lockFile.file}, SHA-256 ${lockFile.sha256}`],
  ];
}

function gitRows({ commit, branch, dirty, diffHash }: NonNullable<Attempt['git']>): Row[] {
  return [
    ['commit', commit],
    ['branch', branch],
    ['changed since', dirty ? 'yes' : 'no'],
    ['hash of the changes', diffHash],
  ];
}

function diffText(patch: Uint8Array, file: string | undefined): string {
  const text = new TextDecoder().decode(patch);
  if (text.length <= longestDiff) return fenced('diff', text);
  const place = file === undefined ? '' : `, all of it is in \`${file}\` of the run`;
  return (
    `${fenced('diff', text.slice(0, longestDiff))}\n\nThe first ${longestDiff} of ${text.length} ` +
    `characters${place}.`
  );
}

function table(rows: readonly Row[]): string {
  const given = rows.filter(([, value]) => value !== undefined);
  const cell = (value: Row[1]) => String(value).replaceAll('|', String.raw`\|`);
  return ['| | |', '| --- | --- |', ...given.map(([name, value]) => `| ${name} | ${cell(value)} |`)].join('\n');
}

/** A block of code, whose fence is longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** As a POSIX shell takes it for one word. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
