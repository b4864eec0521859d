import { Composer, Parser, YAMLParseError, type CST, type Document, type YAMLError } from 'yaml';
import { convertDocument, type Report } from './convert.ts';
import { locate, type SourceText } from './source-text.ts';
import type { Node, Origin } from './tree.ts';
import { findDeepLine, findDeepToken, maxDepth, tooDeepHint, tooDeepMessage } from './yaml-depth.ts';

export type { Report } from './convert.ts';

/** Parses YAML 1.2 (core schema) to a tree. Text that is not YAML, or unsafe, is reported and gives undefined. */
export function parseSource(source: SourceText, by: Origin['by'], report: Report): Node | undefined {
  const document = composeDocument(source, report);
  if (!document) return undefined;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length === 0) return convertDocument(document.contents, source, by, report);
  for (const { code, message, pos } of leadingFaults(faults, source)) {
    const hints = faultHints(code, faultMessage(code, message), source.text, pos[0]);
    report({ code: 'yaml-syntax', message: faultMessage(code, message), where: locate(source, ...pos), hints });
  }
  return undefined;
}

/** Does what the library's `parseDocument` does, but checks the depth before the second step, which is recursive. */
function composeDocument(source: SourceText, report: Report): Document.Parsed | undefined {
  let tooDeep = findDeepLine(source.text, maxDepth);
  const tokens = tooDeep === undefined ? [...new Parser().parse(source.text)] : [];
  tooDeep ??= findDeepToken(tokens, maxDepth);
  if (tooDeep !== undefined) {
    report({ code: 'yaml-unsafe', message: tooDeepMessage, where: locate(source, tooDeep), hints: [tooDeepHint] });
    return undefined;
  }
  // The library's own check for duplicate keys compares every pair of keys; ours is linear.
  const composer = new Composer({ uniqueKeys: false, schema: 'core', merge: false });
  const [document, next] = composer.compose(withFewErrors(tokens), true, source.text.length);
  if (next)
    document?.errors.push(
      new YAMLParseError([next.range[0], next.range[1]], 'MULTIPLE_DOCS', 'expected one YAML document, got several'),
    );
  return document;
}

function withFewErrors(tokens: readonly CST.Token[]): CST.Token[] {
  let errors = 0;
  return tokens.filter(({ type }) => type !== 'error' || ++errors <= maxFaults);
}

/** More than a person reads. A file that is no YAML at all has a fault at each character. */
const maxFaults = 50;

/** The first fault of each line, without those that only follow from a structure that is broken already. */
function leadingFaults(faults: readonly YAMLError[], source: SourceText): YAMLError[] {
  const lines = new Set<number>();
  return faults
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .slice(0, maxFaults)
    .filter(({ code, pos }, index) => {
      const line = source.text.lastIndexOf('\n', pos[0] - 1);
      const repeats = lines.has(line) || (index > 0 && code === 'UNEXPECTED_TOKEN');
      lines.add(line);
      return !repeats;
    });
}

function faultMessage(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'expected spaces as indentation, got a tab';
  if (code === 'MULTIPLE_DOCS') return 'expected one YAML document, got several';
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function faultHints(code: string, message: string, text: string, start: number): string[] {
  const template = text.slice(0, start + 2).lastIndexOf('${');
  if (template >= start - 2 && template >= 0)
    return ['inside braces or brackets, put a reference in quotes: `"${...}"`'];
  if (code === 'TAB_AS_INDENT') return ['replace tabs by spaces'];
  if (code === 'BAD_SCALAR_START' && text[start] === '@')
    return ['put a value that begins with `@` in quotes: `"@models/unet.yaml"`'];
  if (code === 'TAG_RESOLVE_FAILED') return ['remove the tag: configurations are plain data'];
  if (code === 'MULTIPLE_DOCS') return ['remove the `---` and what follows, or make it a file of its own'];
  if (message.startsWith('flow ')) return ['close the `[` or `{` that is still open here'];
  if (code === 'MISSING_CHAR') return ['close the quote or bracket that is open, or write `:` after the key'];
  if (code === 'BAD_INDENT') return ['indent all keys of a section by the same number of spaces'];
  return ['put texts that contain `: `, ` #`, brackets, braces or quotes in quotes'];
}
