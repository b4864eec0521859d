import type { z } from 'zod';
import { nearest } from '../core/errors/index.ts';
import { parseSource, type Report } from './parse.ts';
import {
  formatPath,
  fromPlain,
  nodeAt,
  parsePath,
  toPlain,
  whereIs,
  type Entry,
  type MapNode,
  type Node,
  type ScalarNode,
} from './tree.ts';
import { childSchema, defaultOf, isRecord, keysOf } from './walk-schema.ts';
import { parseTemplate, TemplateError, type TemplatePart } from './template.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `${path.to.key}`, `${env:NAME}` and `${env:NAME:default}`. A value that is one reference as a whole
 * keeps the type of what it refers to. Parts of the tree without references are returned as they are.
 */
export function interpolate(tree: MapNode, schema: z.ZodType, environment: Environment, report: Report): MapNode {
  const resolved = new Map<Node, Node>();
  const underway: ScalarNode[] = [];

  const visit = (node: Node): Node => {
    if (!mentionsReference(node)) return node;
    const done = resolved.get(node);
    if (done) return done;
    const result = visitChildren(node);
    resolved.set(node, result);
    return result;
  };

  const visitChildren = (node: Node): Node => {
    if (node.kind === 'list') return { ...node, items: node.items.map(visit) };
    if (node.kind === 'scalar') return substitute(node);
    const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
      key,
      { ...entry, node: visit(entry.node) },
    ]);
    return { ...node, entries: new Map(entries) };
  };

  const substitute = (node: ScalarNode): Node => {
    if (underway.includes(node)) {
      const circle = [...underway.slice(underway.indexOf(node)), node].map((step) => step.value).join(' -> ');
      return fail(node, `expected a value, \`${String(node.value)}\` refers to itself: ${circle}`, [
        'write a value in one of them',
      ]);
    }
    underway.push(node);
    try {
      return fill(node, parseTemplate(String(node.value)));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return fail(node, error.message, error.hints);
    } finally {
      underway.pop();
    }
  };

  const fail = (node: ScalarNode, message: string, hints: readonly string[] = []): Node => {
    report({ code: 'bad-interpolation', message, where: whereIs(node.origin), hints });
    return { ...node, value: poison };
  };

  const fill = (node: ScalarNode, parts: readonly TemplatePart[]): Node => {
    const template = String(node.value);
    const [only] = parts;
    if (parts.length === 1 && only && 'reference' in only) {
      const value = lookUp(only.reference, node);
      return { ...value, origin: node.origin, before: node.before, ...(value.kind === 'scalar' && { template }) };
    }
    const text = parts
      .map((part) => ('text' in part ? part.text : asText(lookUp(part.reference, node), part.reference)))
      .join('');
    if (text.length > maxTextLength)
      throw new TemplateError(`expected a text of at most ${maxTextLength} characters, references make it longer`);
    return { ...node, value: text.includes(poison) ? poison : text, template };
  };

  const lookUp = (reference: string, from: ScalarNode): Node => {
    if (reference.startsWith('env:')) return lookUpEnvironment(reference.slice(4), from);
    const path = parsePath(reference);
    const target = nodeAt(tree, path) ?? defaultNode(path, from);
    if (target) return visit(target);
    throw new TemplateError(`expected the path of a key, \`\${${reference}}\` does not exist`, suggestPath(path));
  };

  const lookUpEnvironment = (rest: string, from: ScalarNode): Node => {
    const [name = '', ...fallback] = rest.split(':');
    const value = environment[name] ?? (fallback.length > 0 ? fallback.join(':') : undefined);
    if (value === undefined) {
      throw new TemplateError(`expected the environment variable ${name} to be set`, [
        `set it, or give a default: \`\${env:${name}:default}\``,
      ]);
    }
    const inner: ScalarNode = { ...from, value };
    return value.includes('${') && environment[name] === undefined
      ? fill(inner, parseTemplate(value))
      : { ...inner, value: asScalar(value) };
  };

  /** What a key holds where nobody writes it. */
  const defaultNode = (path: readonly string[], from: ScalarNode): Node | undefined => {
    let at: z.ZodType | undefined = schema;
    let value: unknown = toPlain(tree);
    for (const key of path) {
      at = at && childSchema(at, key, value);
      const written: unknown = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      value = written ?? (at && defaultOf(at));
    }
    return at && value !== undefined ? fromPlain(value, from.origin) : undefined;
  };

  const suggestPath = (path: readonly string[]): string[] => {
    let at: z.ZodType | undefined = schema;
    let value: unknown = toPlain(tree);
    for (const [depth, key] of path.entries()) {
      const next: z.ZodType | undefined = at && childSchema(at, key, value);
      if (!next) {
        const keys = [...new Set([...(isRecord(value) ? Object.keys(value) : []), ...(at ? keysOf(at, value) : [])])];
        const best = nearest(key, keys);
        return best
          ? [`did you mean \`\${${[...path.slice(0, depth), best, ...path.slice(depth + 1)].join('.')}}\`?`]
          : keys.length > 0
            ? [`keys there: ${keys.join(', ')}`]
            : [];
      }
      at = next;
      value = isRecord(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
    }
    return [`\`${formatPath(path)}\` has no value here and no default`];
  };

  return visit(tree) as MapNode;
}

/** Stands for a value that could not be found; validation is silent about it. */
export const poison = '\u0000unresolved';

const maxTextLength = 10_000;

const mentions = new WeakMap<Node, boolean>();

function mentionsReference(node: Node): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && node.value.includes('${');
  let found = mentions.get(node);
  if (found === undefined) {
    found =
      node.kind === 'list'
        ? node.items.some(mentionsReference)
        : [...node.entries.values()].some((entry) => mentionsReference(entry.node));
    mentions.set(node, found);
  }
  return found;
}

function asText(node: Node, reference: string): string {
  if (node.kind === 'scalar') return String(node.value);
  throw new TemplateError(
    `expected a single value inside a text, \`\${${reference}}\` is a ${node.kind === 'map' ? 'section' : 'list'}`,
    ['write the reference alone to take it as a whole'],
  );
}

/** Environment variables are read as YAML values, so that a number is a number. */
function asScalar(value: string): string | number | boolean | null {
  const node =
    value.length > 100
      ? undefined
      : parseSource({ path: '', name: 'environment', text: value }, 'file', () => undefined);
  return node?.kind === 'scalar' && node.value !== null ? node.value : value;
}
