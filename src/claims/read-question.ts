import { functionNames, type Expression, type Flaw } from './expression.ts';
import { parseExpression } from './parse.ts';
import { resolveClaim, resolveValue, type Claim } from './resolve.ts';
import type { Group } from './scope.ts';

/** The expressions of a question, as they are written. */
export interface WrittenQuestion {
  readonly figures: Readonly<Record<string, string>>;
  readonly claims: readonly { readonly claim: string }[];
}

/** A flaw, and the expression that has it: `figures.micro`, `claims.0.claim`. */
export interface FlawOfQuestion extends Flaw {
  readonly path: readonly string[];
}

export interface ReadQuestion {
  /** In the order of the question; undefined for one that has a flaw. */
  readonly claims: readonly (Claim | undefined)[];
  readonly flaws: readonly FlawOfQuestion[];
}

const reserved: readonly string[] = [...functionNames, 'and', 'or', 'not', 'at'];

/**
 * Reads all expressions of a question, and finds what they name. All flaws are told in one pass.
 *
 * @param groups the points of the sweep; undefined if it isn't known what their runs measure: then only the form of the
 * expressions is checked
 */
export function readQuestion(question: WrittenQuestion, groups: readonly Group[] | undefined): ReadQuestion {
  const flaws: FlawOfQuestion[] = [];
  const parse = (text: string, path: readonly string[]): Expression | undefined => {
    const parsed = parseExpression(text);
    if ('expression' in parsed) return parsed.expression;
    flaws.push({ ...parsed.flaw, path });
    return undefined;
  };
  const names = new Map<string, Expression>();
  for (const [name, text] of Object.entries(question.figures)) {
    const path = ['figures', name];
    const expression = parse(text, path);
    if (expression) names.set(name, expression);
    if (!reserved.includes(name)) continue;
    const message = `expected a name that is no word of claims, got \`${name}\``;
    flaws.push({ message, path, span: { start: 0, end: text.length }, hints: [`these are: ${reserved.join(', ')}`] });
  }
  const written = question.claims.map(({ claim }, index) => {
    const path = ['claims', String(index), 'claim'];
    return { path, expression: parse(claim, path) };
  });
  // What is missing may be what can't be read.
  if (!groups || flaws.length > 0) return { claims: written.map(() => undefined), flaws };

  const scope = { groups, names };
  for (const [name, expression] of names) {
    const resolved = resolveValue(expression, { groups, names: without(names, name) });
    if ('flaws' in resolved) flaws.push(...resolved.flaws.map((flaw) => ({ ...flaw, path: ['figures', name] })));
  }
  if (flaws.length > 0) return { claims: written.map(() => undefined), flaws };
  const claims = written.map(({ expression, path }) => {
    const resolved = resolveClaim(expression!, scope);
    if ('value' in resolved) return resolved.value;
    flaws.push(...resolved.flaws.map((flaw) => ({ ...flaw, path })));
    return undefined;
  });
  return { claims, flaws };
}

/** A name that stands for itself is told by the resolver as one that it doesn't know. */
function without(names: ReadonlyMap<string, Expression>, name: string): ReadonlyMap<string, Expression> {
  return new Map([...names].filter(([each]) => each !== name));
}
