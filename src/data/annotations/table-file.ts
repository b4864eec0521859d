import { messageOf, TesseraError } from '../../core/errors/index.ts';

/** A line of a table. */
export interface TableRow {
  readonly cells: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * The rows of a table in a text: CSV as spreadsheets write it, with commas, semicolons or tabs. Undefined if the first
 * line has none of them. The library is loaded here, since most datasets need none.
 * @throws TesseraError `bad-dataset` with the place
 */
export async function parseTable(content: string, file: string): Promise<readonly TableRow[] | undefined> {
  const lines = content.split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const delimiter = ['\t', ';', ','].find((mark) => first.includes(mark));
  if (delimiter === undefined) return undefined;
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    const records = parse(content, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines, text: lines[info.lines - 1] ?? '' }));
  } catch (cause) {
    const line = cause instanceof CsvError ? Number(cause['lines'] ?? 1) : 1;
    const where = { file, line, text: lines[line - 1] ?? '' };
    const message =
      `expected a table with \`${delimiter === '\t' ? 'tab' : delimiter}\` between its ` + `cells: ${messageOf(cause)}`;
    throw new TesseraError({ code: 'bad-dataset', message, where }, { cause });
  }
}
