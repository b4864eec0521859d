import { TesseraError, type Location } from '../../core/errors/index.ts';

/** Longer ones first, so that `<=` isn't taken for `<`. */
export const operators = ['!=', '<=', '>=', '==', '=', '<', '>', '~'] as const;
export type Operator = Exclude<(typeof operators)[number], '=='>;

/** What is asked of each run: `loss.type=focal`. */
export interface Condition {
  readonly key: string;
  readonly operator: Operator;
  /** One of these. Only `=` and `!=` take several. */
  readonly values: readonly string[];
  /** Where the key and the value are, for problems with them. */
  readonly at: { readonly key: Location; readonly value: Location };
}

/**
 * Parses `key operator value`. `=` and `!=` take several values with commas between them, `~` asks whether a text
 * contains another one.
 *
 * @param option the option that it is the value of, for problems with it
 * @throws TesseraError `bad-argument`
 */
export function parseCondition(text: string, option = '--where'): Condition {
  const match =
    /^(?<before>\s*)(?<key>[^\s=!<>~]*)(?<gap>\s*)(?<operator>!=|<=|>=|==|=|<|>|~)?(?<space>\s*)(?<value>[^]*)$/.exec(
      text,
    )!;
  const { before, key, gap, operator, space, value } = match.groups as Readonly<Record<string, string | undefined>>;
  const keyAt = before!.length;
  const operatorAt = keyAt + key!.length + gap!.length;
  const valueAt = operatorAt + (operator?.length ?? 0) + space!.length;
  const place = (from: number, length: number) => placeIn(text, option, from, length);
  if (key === '') throw wrong(`expected a key, got \`${text}\``, place(keyAt, 1));
  if (operator === undefined) {
    throw wrong(
      `expected one of ${operators.filter((sign) => sign !== '==').join(' ')} after \`${key!}\`, got ` +
        `${value === '' ? 'nothing' : `\`${value!}\``}`,
      place(operatorAt, Math.max(1, value!.length)),
    );
  }
  const trimmed = value!.trim();
  if (trimmed === '') throw wrong(`expected a value after \`${operator}\`, got none`, place(valueAt, 1));
  const sign = operator === '==' ? '=' : (operator as Operator);
  return {
    key: key!,
    operator: sign,
    values: sign === '=' || sign === '!=' ? several(trimmed) : [trimmed],
    at: { key: place(keyAt, key!.length), value: place(valueAt, trimmed.length) },
  };
}

/** That a key has one of the values that an option of its own names: `--status failed,running`. */
export function oneOf(key: string, text: string, option: string): Condition {
  const value = placeIn(text, option, 0, Math.max(1, text.length));
  return { key, operator: '=', values: several(text.trim()), at: { key: value, value } };
}

/** The whole text, which may have commas of its own, and its parts. */
function several(text: string): string[] {
  return [...new Set([text, ...text.split(',').map((part) => part.trim())])];
}

/** A part of an option's value. */
export function placeIn(text: string, option: string, from: number, length: number): Location {
  return { file: option, line: 1, column: from + 1, text, length };
}

function wrong(message: string, where: Location): TesseraError {
  const hints = ['such as `loss.type=focal`, `val.iou>0.8`, `status=failed`'];
  return new TesseraError({ code: 'bad-argument', message, where, hints });
}
