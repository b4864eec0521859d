/** A line of YAML, and a comment for a person. */
export type YamlLine = readonly [text: string, comment?: string | undefined];

/** Longer lines have their comment above them. */
const WIDEST = 56;

/** The lines with their comments in one column, as far as that is not too wide. */
export function yamlLines(lines: readonly YamlLine[]): string[] {
  const short = lines.filter(([text]) => text.length <= WIDEST);
  const column = Math.max(...short.filter(([, comment]) => comment !== undefined).map(([text]) => text.length), 0) + 3;
  return lines.flatMap(([text, comment]) => {
    if (comment === undefined) return [text];
    if (text.length > WIDEST) return [`${/^ */.exec(text)![0]}# ${comment}`, text];
    return [`${text.padEnd(column)}# ${comment}`];
  });
}

/** A text as a YAML value, in quotes where it needs them, also within brackets and braces. */
export function yamlText(text: string): string {
  const isPlain = /^[\p{L}/._][\p{L}\p{N}/._+@ *-]*$/u.test(text) && text.trim() === text;
  const isWord = /^(null|true|false|~|\.nan|[-+]?\.inf)$/i.test(text);
  const isNumber = text.trim() !== '' && !Number.isNaN(Number(text));
  return isPlain && !isWord && !isNumber ? text : JSON.stringify(text.replaceAll('${', () => '$${'));
}
