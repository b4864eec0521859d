import { basename, extname } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { messageOf, TesseraError } from '../../core/errors/index.ts';
import { isPlainObject } from '../../core/plain-object.ts';
import { readBytes } from '../files/read-bytes.ts';
import { parseTable, type TableRow } from './table-file.ts';

/** A class as a file names it. */
export interface ListedClass {
  readonly name: string;
  /** RGB. */
  readonly color?: readonly [number, number, number];
  /** Its value in the masks. */
  readonly value?: number;
}

/**
 * Reads the names of classes: a text with a name on each line; a table whose first line has `name`, and perhaps `id`
 * and `r,g,b` (as ADE20K's objectInfo150.txt, CamVid's class_dict.csv); JSON or YAML with a list of names, with names
 * by value (`{0: road}`) or with values by name (`{road: 0}`). `key` is the configuration key that names the file.
 * @throws TesseraError `file-missing`, `bad-dataset`
 */
export async function readClassFile(file: string, key: string): Promise<readonly ListedClass[]> {
  const message = `the file of classes ${file} does not exist`;
  const hints = [`check \`${key}\``];
  const text = readBytes(file, { code: 'file-missing', message, path: key, hints })
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const isTree = ['.json', '.yaml', '.yml'].includes(extname(file).toLowerCase());
  const classes = isTree ? classesInTree(text, file, key) : await classesInText(text, file, key);
  if (classes.length > 0) return classes;
  throw wrong(file, key, 'it is empty');
}

function classesInTree(text: string, file: string, key: string): ListedClass[] {
  let tree: unknown;
  try {
    tree = parseYaml(text);
  } catch (error) {
    throw wrong(file, key, messageOf(error).split('\n')[0]!);
  }
  // Other tools keep the names below a key: `names` in YOLO, `id2label` in transformers.
  const inner = isPlainObject(tree) ? (tree['classes'] ?? tree['names'] ?? tree['id2label'] ?? tree) : tree;
  const found = Array.isArray(inner) ? inner.map(classOfItem) : isPlainObject(inner) ? classesOfEntries(inner) : [];
  if (found.length > 0 && found.every((each) => each !== undefined)) return found;
  throw wrong(file, key, 'expected a list of names, `{0: road}` or `{road: 0}`');
}

function classOfItem(item: unknown): ListedClass | undefined {
  if (typeof item === 'string' && item !== '') return { name: item };
  if (!isPlainObject(item) || typeof item['name'] !== 'string') return undefined;
  const value = item['id'] ?? item['value'];
  return { name: item['name'], ...colorOf(item['color']), ...(isValue(value) && { value }) };
}

function classesOfEntries(entries: Record<string, unknown>): (ListedClass | undefined)[] {
  const pairs = Object.entries(entries).map(([key, value]): ListedClass | undefined => {
    if (typeof value === 'string' && /^\d+$/.test(key)) return { name: value, value: Number(key) };
    return isValue(value) ? { name: key, value } : undefined;
  });
  return pairs.toSorted((a, b) => (a?.value ?? 0) - (b?.value ?? 0));
}

async function classesInText(text: string, file: string, key: string): Promise<ListedClass[]> {
  const rows = await parseTable(text, file);
  const head = rows?.[0]?.cells.map((cell) => cell.toLowerCase());
  const name = head ? columnOf(head, ['name', 'class', 'class_name', 'label', 'category']) : -1;
  if (!rows || !head || name === -1) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '').map((line) => ({ name: line }));
  }
  const value = columnOf(head, ['id', 'idx', 'index', 'value']);
  const channels = [
    ['r', 'red'],
    ['g', 'green'],
    ['b', 'blue'],
  ].map((names) => columnOf(head, names));
  return rows.slice(1).map((row) => classOfRow(row, { name, value, channels, file, key }));
}

function classOfRow(
  { cells, line, text }: TableRow,
  columns: { name: number; value: number; channels: readonly number[]; file: string; key: string },
): ListedClass {
  const number = (at: number) => (at === -1 || cells[at] === '' ? undefined : Number(cells[at]));
  const value = number(columns.value);
  const name = cells[columns.name] ?? '';
  if (name === '' || (value !== undefined && !isValue(value))) {
    const expected = `expected the name of a class${columns.value === -1 ? '' : ' and its value'}`;
    const message = `${expected} in ${basename(columns.file)}, got \`${text.trim()}\``;
    throw new TesseraError({ code: 'bad-dataset', message, where: { file: columns.file, line, text } });
  }
  const color = colorOf(columns.channels.map(number));
  return { name, ...color, ...(value !== undefined && { value }) };
}

function columnOf(head: readonly string[], names: readonly string[]): number {
  return names.map((name) => head.indexOf(name)).find((at) => at !== -1) ?? -1;
}

function colorOf(channels: unknown): Pick<ListedClass, 'color'> {
  const isColor = Array.isArray(channels) && channels.length === 3 && channels.every(isValue);
  return isColor ? { color: channels as unknown as [number, number, number] } : {};
}

function isValue(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function wrong(file: string, path: string, reason: string): TesseraError {
  const message = `${basename(file)} has no classes that can be read: ${reason}`;
  return new TesseraError({ code: 'bad-dataset', path, message });
}
