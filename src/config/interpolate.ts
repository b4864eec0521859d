import type { z } from 'zod';
import { secretReference } from '../core/secrets/reveal.ts';
import { lookUpEnvironment, lookUpPath, type Environment } from './look-up.ts';
import type { Report } from './parse.ts';
import { readTexts } from './read-texts.ts';
import { parseTemplate, TemplateError, type TemplatePart } from './template.ts';
import { whereIs, type Entry, type MapNode, type Node, type ScalarNode } from './tree.ts';

export type { Environment } from './look-up.ts';

/**
 * Replaces `${path.to.key}`, `${env:NAME}` and `${env:NAME:default}`. A value that consists of one reference gets the
 * type of what it refers to, and that of an environment variable the type that its key wants. Parts of the tree without
 * references are returned unchanged.
 */
export function interpolate(tree: MapNode, schema: z.ZodType, environment: Environment, report: Report): MapNode {
  const filled = resolve(tree, { tree, schema, environment, report, resolved: new Map(), underway: [] }) as MapNode;
  return readTexts(filled, schema);
}

/** Replaces a value that could not be found. Validation reports no further problem with it. */
export const poison = '\u0000unresolved';

const maxTextLength = 10_000;

/** The state of one interpolation. */
interface Interpolation {
  readonly tree: MapNode;
  readonly schema: z.ZodType;
  readonly environment: Environment;
  readonly report: Report;
  /** Resolved nodes by the nodes with references, so that each is resolved once. */
  readonly resolved: Map<Node, Node>;
  /** The values that are being resolved: each is referred to by the one before it. */
  readonly underway: readonly ScalarNode[];
}

function resolve(node: Node, state: Interpolation): Node {
  if (!mentionsReference(node)) return node;
  const done = state.resolved.get(node);
  if (done) return done;
  const result = resolveChildren(node, state);
  state.resolved.set(node, result);
  return result;
}

function resolveChildren(node: Node, state: Interpolation): Node {
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => resolve(item, state)) };
  if (node.kind === 'scalar') return substitute(node, state);
  const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, node: resolve(entry.node, state) },
  ]);
  return { ...node, entries: new Map(entries) };
}

function substitute(node: ScalarNode, state: Interpolation): Node {
  const { underway } = state;
  try {
    if (underway.includes(node)) throw circleOf(node, underway);
    return fill(node, parseTemplate(String(node.value)), { ...state, underway: [...underway, node] });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { message, hints } = error;
    state.report({ code: 'bad-interpolation', message, where: whereIs(node.origin), hints });
    return { ...node, value: poison };
  }
}

function circleOf(node: ScalarNode, underway: readonly ScalarNode[]): TemplateError {
  const circle = [...underway.slice(underway.indexOf(node)), node].map(({ value }) => value).join(' -> ');
  return new TemplateError(`expected a value, got \`${String(node.value)}\`, which refers to itself: ${circle}`, [
    'write a value in place of one of these references',
  ]);
}

function fill(node: ScalarNode, parts: readonly TemplatePart[], state: Interpolation): Node {
  const template = String(node.value);
  const [only] = parts;
  if (parts.length === 1 && only && 'reference' in only) {
    const value = lookUp(only.reference, node, state);
    return { ...value, origin: node.origin, before: node.before, ...(value.kind === 'scalar' && { template }) };
  }
  const text = parts
    .map((part) =>
      'text' in part ? plainText(part.text) : asText(lookUp(part.reference, node, state), part.reference),
    )
    .join('');
  if (text.length > maxTextLength)
    throw new TemplateError(
      `expected a text of at most ${maxTextLength} characters, got a longer one after its references were filled in`,
    );
  return { ...node, value: text.includes(poison) ? poison : text, template };
}

function lookUp(reference: string, from: ScalarNode, state: Interpolation): Node {
  if (reference.startsWith('secret:')) return { ...from, value: secretAsText(reference) };
  if (!reference.startsWith('env:'))
    return resolve(lookUpPath(reference, state.tree, state.schema, from.origin), state);
  const { text, isTemplate } = lookUpEnvironment(reference.slice('env:'.length), state.environment);
  if (!isTemplate) refuseSecret(text);
  const inner: ScalarNode = { ...from, value: text, raw: true };
  return isTemplate ? fill(inner, parseTemplate(text), state) : inner;
}

/** A reference to a secret stays one: only the component that it is for gets the value, when it is built. */
function secretAsText(reference: string): string {
  const text = `\${${reference}}`;
  if (text.replace(secretReference, '') === '') return text;
  throw new TemplateError(`expected the name of an environment variable, got \`${text}\``, [
    'write `${secret:NAME}`; a secret has no default',
  ]);
}

function plainText(text: string): string {
  refuseSecret(text);
  return text;
}

/** A text that only looks like a reference to a secret would be taken for one later. */
function refuseSecret(text: string): void {
  if (text.replace(secretReference, '') !== text)
    throw new TemplateError(
      'expected a text without `${secret:...}` as plain characters, which nothing could tell from a reference',
      ['leave out the characters, or write the reference itself: `${secret:NAME}`'],
    );
}

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
    `expected a single value inside a text, got \`\${${reference}}\`, which is a ` +
      `${node.kind === 'map' ? 'section' : 'list'}`,
    ['write the reference alone, without other text, to insert all of it'],
  );
}
