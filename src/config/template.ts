/** A part of a text that may contain `${...}`: plain text, or a reference. */
export type TemplatePart = { readonly text: string } | { readonly reference: string };

export class TemplateError extends Error {
  readonly hints: readonly string[];
  constructor(message: string, hints: readonly string[] = []) {
    super(message);
    this.hints = hints;
  }
}

/**
 * Splits a text at its references. `$${` is a literal `${`. @throws TemplateError if a brace is empty or not closed.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    if (template.startsWith('$${', at)) {
      text += '${';
      at += 3;
    } else if (template.startsWith('${', at)) {
      const end = closingBrace(template, at + 2);
      if (text !== '') parts.push({ text });
      text = '';
      parts.push({ reference: referenceIn(template, at + 2, end) });
      at = end + 1;
    } else {
      text += template[at++];
    }
  }
  return text !== '' || parts.length === 0 ? [...parts, { text }] : parts;
}

/**
 * The inverse for the text of a resolved experiment: a template that reads back as `text`. References to secrets are
 * still references there, and stay ones.
 */
export function escapeTemplate(text: string): string {
  return text.replaceAll(/\$\{(?!secret:[A-Za-z_][A-Za-z0-9_]*\})/g, () => '$${');
}

function referenceIn(template: string, start: number, end: number): string {
  const reference = template.slice(start, end).trim();
  if (reference === '')
    throw new TemplateError('expected the path of a key in `${}`, got an empty reference', [
      'write `${dataset.root}`, `${env:NAME}` or `${env:NAME:default}`',
    ]);
  return reference;
}

function closingBrace(template: string, start: number): number {
  let depth = 1;
  for (let at = start; at < template.length; at++) {
    if (template.startsWith('${', at)) depth++;
    else if (template[at] === '}' && --depth === 0) return at;
  }
  throw new TemplateError(`expected \`}\` after \`${template.slice(start - 2)}\``, ['for a literal `${`, write `$${`']);
}
