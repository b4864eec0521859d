/** Lines of RFC 4180: cells with commas, quotes or line ends are quoted. */
export function csvLines(rows: readonly (readonly string[])[], end: '\n' | '\r\n' = '\r\n'): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}${end}`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
