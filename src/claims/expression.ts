/** Characters of an expression, from 0. `end` is not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a part of an expression. */
export interface Flaw {
  readonly message: string;
  readonly span: Span;
  readonly hints?: readonly string[];
}

/** A condition of `at(...)`: a key with its value there, or the name of a point. */
export interface Selector {
  readonly span: Span;
  /** Path of a key that the sweep varies; absent for a name. */
  readonly path?: string;
  /** The value as it is written, or the name. */
  readonly text: string;
}

export type Arithmetic = '+' | '-' | '*' | '/';
export type Relation = '<' | '<=' | '>' | '>=';

export const functionNames = ['abs', 'mean', 'min', 'max'] as const;
export type FunctionName = (typeof functionNames)[number];

/** An expression as it is written, each part with its place. */
export type Expression = { readonly span: Span } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Arithmetic;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'comparison'; readonly relation: Relation; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operand: Expression }
  | { readonly kind: 'at'; readonly operand: Expression; readonly selectors: readonly Selector[] }
);
