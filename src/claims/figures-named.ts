import type { Claim, Value } from './resolve.ts';

/** The figures that a claim is about, by their full names, each once in the order in which it names them. */
export function figuresNamed(claim: Claim): string[] {
  return [...new Set(namesOf(claim))];
}

function namesOf(part: Claim | Value): string[] {
  switch (part.kind) {
    case 'number':
      return [];
    case 'figure':
      return [part.name];
    case 'not':
    case 'negative':
    case 'call':
      return namesOf(part.operand);
    case 'logic':
    case 'comparison':
    case 'arithmetic':
      return [...namesOf(part.left), ...namesOf(part.right)];
  }
}
