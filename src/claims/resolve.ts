import { nearest } from '../core/errors/nearest.ts';
import { listed } from '../core/listed.ts';
import { beginnings } from '../tasks/semantic/metric-name.ts';
import type { Arithmetic, Expression, Flaw, FunctionName, Relation, Selector, Span } from './expression.ts';
import { figuresMeant, type Group, type Scope } from './scope.ts';
import { selectGroups } from './select.ts';

/** A number for each of some points, in the order of `groups`; without them, one number that no point has. */
export type Value = { readonly groups?: readonly string[] | undefined } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'figure'; readonly name: string; readonly groups: readonly string[] }
  | { readonly kind: 'negative'; readonly operand: Value }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Value; readonly right: Value }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operand: Value }
);

/** Something that holds or doesn't. */
export type Claim =
  | { readonly kind: 'comparison'; readonly relation: Relation; readonly left: Value; readonly right: Value }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Claim; readonly right: Claim }
  | { readonly kind: 'not'; readonly operand: Claim };

export type Resolved<T> = { readonly value: T } | { readonly flaws: readonly Flaw[] };

/** Finds the figures and points that a claim names. All flaws are told, each with its place. */
export function resolveClaim(expression: Expression, scope: Scope): Resolved<Claim> {
  return attempt(scope, (resolver) => resolver.claim(expression, scope.groups));
}

/** The same for an expression that has to be a number, at one point or at several. */
export function resolveValue(expression: Expression, scope: Scope): Resolved<Value> {
  return attempt(scope, (resolver) => resolver.value(expression, scope.groups));
}

function attempt<T>(scope: Scope, resolve: (resolver: Resolver) => T | undefined): Resolved<T> {
  const resolver = new Resolver(scope);
  const value = resolve(resolver);
  return value === undefined || resolver.flaws.length > 0 ? { flaws: resolver.flaws } : { value };
}

/** Undefined stands for a part whose flaws are noted already. */
class Resolver {
  readonly flaws: Flaw[] = [];
  readonly #scope: Scope;
  /** Names that are being looked up, and where the first of them is written. */
  readonly #open: string[] = [];
  #place: Span | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  claim(expression: Expression, groups: readonly Group[]): Claim | undefined {
    switch (expression.kind) {
      case 'not': {
        const operand = this.claim(expression.operand, groups);
        return operand && { kind: 'not', operand };
      }
      case 'logic': {
        const [left, right] = [this.claim(expression.left, groups), this.claim(expression.right, groups)];
        return left && right && { kind: 'logic', operator: expression.operator, left, right };
      }
      case 'comparison': {
        const [left, right] = [this.#single(expression.left, groups), this.#single(expression.right, groups)];
        return left && right && { kind: 'comparison', relation: expression.relation, left, right };
      }
      case 'at': {
        const chosen = this.#choose(expression.selectors, groups);
        return chosen && this.claim(expression.operand, chosen);
      }
      case 'number':
      case 'name':
      case 'negative':
      case 'arithmetic':
      case 'call':
        return this.#flaw('expected a comparison, such as `a > b`, got a number', expression.span);
    }
  }

  value(expression: Expression, groups: readonly Group[]): Value | undefined {
    switch (expression.kind) {
      case 'number':
        return { kind: 'number', value: expression.value };
      case 'name':
        return this.#named(expression.name, expression.span, groups);
      case 'negative': {
        const operand = this.value(expression.operand, groups);
        return operand && { kind: 'negative', operand, groups: operand.groups };
      }
      case 'arithmetic': {
        const [left, right] = [this.value(expression.left, groups), this.value(expression.right, groups)];
        return left && right && this.#arithmetic(expression.operator, left, right, expression.span);
      }
      case 'call': {
        const operand = this.value(expression.operand, groups);
        const isEach = expression.name === 'abs';
        return operand && { kind: 'call', name: expression.name, operand, groups: isEach ? operand.groups : undefined };
      }
      case 'at': {
        const chosen = this.#choose(expression.selectors, groups);
        return chosen && this.value(expression.operand, chosen);
      }
      case 'comparison':
      case 'logic':
      case 'not':
        return this.#flaw('expected a number, got a comparison', expression.span);
    }
  }

  /** One number, as a comparison needs it. */
  #single(expression: Expression, groups: readonly Group[]): Value | undefined {
    const value = this.value(expression, groups);
    const count = value?.groups?.length ?? 1;
    if (count === 1) return value;
    return this.#flaw(`expected one number, got one for each of ${count} points`, expression.span, [
      'choose a point by `at(key=value)`, or take the `mean`, `min` or `max` of them',
    ]);
  }

  #arithmetic(operator: Arithmetic, left: Value, right: Value, span: Span): Value | undefined {
    const [a, b] = [left, right].map(({ groups }) => (groups && groups.length > 1 ? groups : undefined));
    if (a && b && a.join('\n') !== b.join('\n'))
      return this.#flaw('expected numbers of the same points on both sides, got those of others', span, [
        `the left side has ${a.length} points, the right side ${b.length}`,
      ]);
    return { kind: 'arithmetic', operator, left, right, groups: a ?? b ?? left.groups ?? right.groups };
  }

  #named(name: string, span: Span, groups: readonly Group[]): Value | undefined {
    const own = this.#scope.names.get(name);
    if (!own) return this.#figure(name, span, groups);
    if (this.#open.includes(name))
      return this.#flaw(
        `expected a name that doesn't stand for itself, got ${[...this.#open, name].join(' -> ')}`,
        span,
      );
    const isFirst = this.#open.length === 0;
    if (isFirst) this.#place = span;
    this.#open.push(name);
    const value = this.value(own, groups);
    this.#open.pop();
    if (isFirst) this.#place = undefined;
    return value;
  }

  #figure(written: string, span: Span, groups: readonly Group[]): Value | undefined {
    const found = new Set<string>();
    for (const group of groups) {
      const meant = figuresMeant(written, group);
      if (meant.length !== 1) return this.#unknown(written, meant, group, span);
      found.add(meant[0]!);
    }
    const [name, ...others] = found;
    if (name === undefined || others.length > 0)
      return this.#flaw(`expected one figure, \`${written}\` means ${listed([...found])} at different points`, span);
    return { kind: 'figure', name, groups: groups.map(({ key }) => key) };
  }

  #unknown(written: string, meant: readonly string[], { figures, beside = [] }: Group, span: Span): undefined {
    if (meant.length > 1)
      return this.#flaw(`expected one figure, \`${written}\` begins the names of ${meant.length}`, span, [
        `one of: ${listed(meant)}`,
      ]);
    const all = [...figures, ...beside].map((name) => `test/${name}`);
    const known = [
      ...this.#scope.names.keys(),
      ...all.flatMap((name) => beginnings(name).slice(1)),
      ...figures.flatMap(beginnings),
    ];
    const isSplit = written.startsWith('train/');
    const close = nearest(isSplit ? written.replace('train/', 'test/') : written, known);
    return this.#flaw(
      isSplit
        ? `expected a figure of the validation or test split, got \`${written}\``
        : `expected a figure of the runs, or a name under \`figures\`, got \`${written}\``,
      span,
      [
        ...(close === undefined ? [] : [`did you mean \`${close}\`?`]),
        ...(/[^/]-/.test(written) ? ['a subtraction has blanks around its sign: `a - b`'] : []),
        `figures: ${listed(all)}; the same with \`val/\``,
      ],
    );
  }

  #choose(selectors: readonly Selector[], groups: readonly Group[]): readonly Group[] | undefined {
    const chosen = selectGroups(selectors, groups, this.#scope.groups);
    if ('groups' in chosen) return chosen.groups;
    const { message, span, hints } = chosen.flaw;
    return this.#flaw(message, span, hints);
  }

  /** A flaw inside of what a name stands for is told at the name: its own text is checked by itself. */
  #flaw(message: string, span: Span, hints?: readonly string[]): undefined {
    const inside = this.#open.at(-1);
    this.flaws.push({
      message: inside === undefined ? message : `${message} (in what \`${inside}\` stands for)`,
      span: this.#place ?? span,
      ...(hints && { hints }),
    });
    return undefined;
  }
}
