import type { Rgb } from './mask-facts.ts';

/** The name of a class in a file beside the data, with what the file says of it. */
export interface ClassName {
  readonly name: string;
  /** Its number, if the file has numbers. */
  readonly value?: number;
  readonly color?: Rgb;
}

/** More lines than any list of classes has: it is a list of samples, or a text. */
const MOST = 300;

/**
 * Reads a list of classes: a name on each line, `64 128 64 Animal` (CamVid), or a table with a header, as ADE20K's
 * `objectInfo150.txt` and `class_dict.csv` are. Undefined if it is none.
 */
export function parseClassNames(text: string): ClassName[] | undefined {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length < 2 || lines.length > MOST) return undefined;
  return tableOf(lines) ?? colorsAndNames(lines) ?? plainNames(lines);
}

function tableOf([header, ...rows]: readonly string[]): ClassName[] | undefined {
  const separator = [',', ';', '\t'].find((one) => header!.includes(one));
  if (separator === undefined) return undefined;
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const columns = cells(header!).map((name) => name.toLowerCase());
  const column = (...names: string[]) => columns.findIndex((name) => names.includes(name));
  const name = column('name', 'class', 'class_name', 'label', 'category');
  if (name === -1) return undefined;
  const value = column('idx', 'id', 'index', 'value', 'class_id', 'label_id');
  const channels = [column('r', 'red'), column('g', 'green'), column('b', 'blue')];
  return rows.map((row) => {
    const own = cells(row);
    const color = channels.map((index) => Number(own[index]));
    return {
      name: own[name]!,
      ...(value !== -1 && Number.isInteger(Number(own[value])) && { value: Number(own[value]) }),
      ...(channels.every((index) => index !== -1) && { color: color as unknown as Rgb }),
    };
  });
}

function colorsAndNames(lines: readonly string[]): ClassName[] | undefined {
  const found = lines.map((line) => /^(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\S.*)$/.exec(line));
  if (found.some((match) => !match)) return undefined;
  return found.map((match) => ({ name: match![4]!, color: [Number(match![1]), Number(match![2]), Number(match![3])] }));
}

/** Names have letters; lines of a list of samples have paths or several fields. */
function plainNames(lines: readonly string[]): ClassName[] | undefined {
  const numbered = lines.map((line) => /^(\d+)\s*[:\s]\s*(\S.*)$/.exec(line));
  if (numbered.every((match) => match))
    return numbered.map((match) => ({ value: Number(match![1]), name: match![2]! }));
  const isName = (line: string) =>
    line.length <= 60 && /\p{L}/u.test(line) && !/[\\/]|\.(jpe?g|png|bmp|tiff?)\b/i.test(line);
  const unique = new Set(lines).size === lines.length;
  return unique && lines.every(isName) ? lines.map((name) => ({ name })) : undefined;
}
