import type { ClassInfo } from '../dataset.ts';

/** Text drawn as an SVG that is as wide as the sheet. */
export interface Text {
  readonly svg: string;
  readonly height: number;
}

const margin = 4;
const lineHeight = 22;
const fontSize = 12;
/** Pixels per letter, a little more than the average at this size. */
const letterWidth = 7.5;
const boxSize = 12;

/** A text above each group of columns, cut where it doesn't fit. */
export function drawCaptions(texts: readonly string[], groupWidth: number, width: number): Text {
  const letters = Math.floor((groupWidth - margin) / letterWidth);
  const drawn = texts.map((text, index) => drawText(text.slice(0, letters), margin + index * groupWidth, 0));
  return { svg: frame(drawn.join(''), width, lineHeight), height: lineHeight };
}

/** The colour and name of each class, in as many lines as needed. */
export function drawLegend(classes: readonly ClassInfo[], width: number): Text {
  let [x, line] = [margin, 0];
  const drawn = classes.map(({ name, color }) => {
    const needed = boxSize + 6 + Math.ceil(name.length * letterWidth) + 12;
    if (x > margin && x + needed > width) [x, line] = [margin, line + 1];
    const box =
      `<rect x="${x}" y="${line * lineHeight + 5}" width="${boxSize}" height="${boxSize}" stroke="#888" ` +
      `fill="rgb(${color.join()})"/>`;
    const entry = box + drawText(name, x + boxSize + 6, line);
    x += needed;
    return entry;
  });
  const height = (line + 1) * lineHeight;
  return { svg: frame(drawn.join(''), width, height), height };
}

function drawText(text: string, x: number, line: number): string {
  return (
    `<text x="${x}" y="${line * lineHeight + 15}" fill="#eee" font-family="sans-serif" ` +
    `font-size="${fontSize}">${escapeXml(text)}</text>`
  );
}

function frame(content: string, width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
