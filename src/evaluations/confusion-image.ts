const cellSize = { withNumbers: 64, without: 14 };
/** With more classes, cells have no numbers in them. */
const mostWithNumbers = 20;
const lineHeight = 16;
const fontSize = 12;
const letterWidth = 7.5;
const margin = 8;
const longestName = 24;

/**
 * Draws a confusion matrix as a PNG: a row for each actual class, a column for each predicted one. The darker a cell,
 * the larger the share of the row's pixels, which is written in it as a percentage.
 * @param confusion pixels: `confusion[actual][predicted]`
 */
export async function drawConfusion(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(confusionSvg(confusion, names)))
    .png()
    .toBuffer();
}

export function confusionSvg(confusion: readonly (readonly number[])[], names: readonly string[]): string {
  const isLabelled = names.length <= mostWithNumbers;
  const cell = isLabelled ? cellSize.withNumbers : cellSize.without;
  const shown = names.map((name) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name));
  const labels = Math.ceil(Math.max(...shown.map(({ length }) => length)) * letterWidth);
  const left = margin + lineHeight + labels + margin;
  const top = margin + lineHeight + labels + margin;
  const side = names.length * cell;
  const [width, height] = [left + side + margin, top + side + margin];
  const cells = confusion.flatMap((row, actual) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total;
      const [x, y] = [left + predicted * cell, top + actual * cell];
      const box =
        `<rect x="${x}" y="${y}" width="${cell}" height="${cell}" fill="${shade(share)}" stroke="#ccc" ` +
        'stroke-width="0.5"/>';
      if (!isLabelled || total === 0) return box;
      const ink = share > 0.5 ? '#fff' : '#222';
      return box + text(percent(share), x + cell / 2, y + cell / 2 + 4, `text-anchor="middle" fill="${ink}"`);
    });
  });
  const rows = shown.map((name, index) =>
    text(name, left - margin, top + (index + 0.5) * cell + 4, 'text-anchor="end" fill="#222"'),
  );
  const columns = shown.map((name, index) => {
    const x = left + (index + 0.5) * cell + 4;
    return text(name, x, top - margin, `transform="rotate(-90 ${x} ${top - margin})" fill="#222"`);
  });
  const axes = [
    text('predicted', left + side / 2, margin + fontSize, 'text-anchor="middle" fill="#666"'),
    text(
      'actual',
      0,
      0,
      `transform="translate(${margin + fontSize} ${top + side / 2}) rotate(-90)" text-anchor="middle" fill="#666"`,
    ),
  ];
  const content = [...cells, ...rows, ...columns, ...axes].join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" ` +
    `height="100%" fill="#fff"/>${content}</svg>`
  );
}

/** From white to dark blue. */
function shade(share: number): string {
  const from = [255, 255, 255];
  const to = [8, 48, 107];
  return `rgb(${from.map((level, channel) => Math.round(level + (to[channel]! - level) * share)).join()})`;
}

/** `<0.1` for a share that is not nothing, and `>99.9` for one that is not all. */
function percent(share: number): string {
  const shown = (100 * share).toFixed(1);
  if (share > 0 && shown === '0.0') return '<0.1';
  return share < 1 && shown === '100.0' ? '>99.9' : shown;
}

function text(content: string, x: number, y: number, attributes: string): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${fontSize}" ${attributes}>${escaped}</text>`;
}
