import { z } from 'zod';
import type { Node, Scalar, ScalarNode } from './tree.ts';
import { optionsFor, takesNull } from './walk-schema.ts';

/** Reads the whole text as a YAML list or section in flow style; undefined if it is none. */
export type ReadFlow = () => Node | undefined;

/**
 * The value of a text that was written outside of YAML, in an environment variable or after `--set key=`: what its key
 * wants decides how it is read.
 *
 * - A key that takes a text gets the characters as they are.
 * - A key that takes a number, `true` or `false`, or nothing (`null`) gets what the whole text means in YAML 1.2.
 * - A key that takes a list or a section gets it where the text begins with a bracket or a brace.
 * - A key that takes several of these gets the first that fits, in this order: one of its fixed words; a list or
 * section;
 *   a number, truth value or nothing; the text.
 * - A text that fits nothing of what the key takes is read as if the key took everything, so that the message shows it.
 *
 * Undefined for a text that begins like a list or section, isn't one, and can be nothing else here.
 */
export function readText(node: ScalarNode, schema: z.ZodType, readFlow: ReadFlow): Node | undefined {
  const { raw: _, ...typed } = node;
  const text = String(node.value);
  const wanted = wantedBy(schema);
  if (wanted.words.has(text)) return typed;
  if (/^\s*[[{]/.test(text) && (wanted.collection || wanted.anything || !wanted.text)) {
    return readFlow() ?? (wanted.collection && !wanted.text ? undefined : typed);
  }
  const value = readPlain(text);
  const fits =
    (typeof value === 'number' && wanted.number) ||
    (typeof value === 'boolean' && wanted.boolean) ||
    (value === null && wanted.null) ||
    wanted.anything;
  return fits || !wanted.text ? { ...typed, value } : typed;
}

interface Wanted {
  readonly text: boolean;
  readonly number: boolean;
  readonly boolean: boolean;
  readonly null: boolean;
  /** A list or a section. */
  readonly collection: boolean;
  /** Nothing is known about the type. */
  readonly anything: boolean;
  /** Texts that are allowed by name. */
  readonly words: ReadonlySet<string>;
}

const known = new WeakMap<z.ZodType, Wanted>();

function wantedBy(schema: z.ZodType): Wanted {
  const wanted = known.get(schema) ?? inspect(schema);
  known.set(schema, wanted);
  return wanted;
}

function inspect(schema: z.ZodType): Wanted {
  const options = optionsFor(schema, undefined);
  const has = (test: (option: z.ZodType) => boolean) => options.some(test);
  const values = options.flatMap(fixedValues);
  return {
    text: has((option) => option instanceof z.ZodString || option instanceof z.ZodTemplateLiteral),
    number: has((option) => option instanceof z.ZodNumber) || values.some((value) => typeof value === 'number'),
    boolean: has((option) => option instanceof z.ZodBoolean) || values.some((value) => typeof value === 'boolean'),
    null: takesNull(schema),
    collection: has((option) => collections.some((type) => option instanceof type)),
    anything: has((option) => !understood.some((type) => option instanceof type)),
    words: new Set(values.filter((value) => typeof value === 'string')),
  };
}

function fixedValues(option: z.ZodType): unknown[] {
  if (option instanceof z.ZodLiteral) return [...option.values];
  return option instanceof z.ZodEnum ? option.options : [];
}

const collections = [z.ZodObject, z.ZodRecord, z.ZodArray, z.ZodTuple];
const understood = [
  ...collections,
  z.ZodString,
  z.ZodTemplateLiteral,
  z.ZodNumber,
  z.ZodBoolean,
  z.ZodNull,
  z.ZodLiteral,
  z.ZodEnum,
];

/**
 * What a whole text means as a plain scalar of YAML 1.2's core schema (YAML 1.2.2, 10.3.2), blanks around it ignored.
 */
function readPlain(text: string): Scalar {
  const plain = text.trim();
  if (/^(null|Null|NULL|~)$/.test(plain)) return null;
  if (/^(true|True|TRUE)$/.test(plain)) return true;
  if (/^(false|False|FALSE)$/.test(plain)) return false;
  if (/^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(plain)) return Number(plain);
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return Number(plain);
  if (/^[-+]?\.(inf|Inf|INF)$/.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  return /^\.(nan|NaN|NAN)$/.test(plain) ? NaN : text;
}
