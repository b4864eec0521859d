import { z } from 'zod';
import { nearest } from '../core/errors/index.ts';
import { synonymsOf } from './synonyms.ts';
import { formatPath, nodeAt, toPlain, type MapNode, type Path } from './tree.ts';
import { compositionKeys } from './composition-keys.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { childSchema, keysOf, optionsFor, slotKind } from './walk-schema.ts';

export interface Suggestion {
  /** The section's name in messages. */
  readonly section: string;
  /** Suggestions, the most likely first. */
  readonly hints: readonly string[];
  /** The key of this section that was probably meant. */
  readonly meant?: string | undefined;
  /** Those of `hints` that lead to another section or component. */
  readonly elsewhere: readonly string[];
  /** The section has this key in another form, which the keys beside it exclude. */
  readonly isExcluded?: boolean;
}

/** Suggestions for a key that its section doesn't have. */
export function suggestKey(path: Path, tree: MapNode, schema: z.ZodType): Suggestion {
  const sectionPath = path.slice(0, -1);
  const key = String(path.at(-1));
  const sections = allSections(tree, schema);
  const here = sections.find((section) => formatPath(section.path) === formatPath(sectionPath));
  const keys = here?.keys ?? [];
  // A key of another form of this section, which the other keys exclude.
  if (keys.includes(key)) {
    const others = `\`${key}\` can't stand beside the other keys here: keep one of them`;
    return { section: nameOf(sectionPath, here, tree), hints: [others], elsewhere: [], isExcluded: true };
  }
  const meant = synonymsOf(key).find((name) => keys.includes(name)) ?? nearest(key, keys);
  // `weights` in a loss is its own `weight`, whatever else has a key of that name.
  const isPlural = meant !== undefined && [`${meant}s`, meant.replace(/s$/, '')].includes(key);
  const others = isPlural ? [] : otherSections(key, sections, here);
  const sure = [...asFactor(path, here), ...otherComponents(key, here), ...others];
  const close = meant === undefined ? [] : [`did you mean \`${meant}\`?`];
  const elsewhere =
    sure.length + close.length > 0
      ? sure
      : farther(
          key,
          sections.filter((section) => section !== here),
        );
  const merge = key === '<<' ? ['YAML merge keys are not used here: name a parent with `extends`'] : [];
  const hints = [...merge, ...elsewhere, ...close, ...list(keys)];
  return { section: nameOf(sectionPath, here, tree), hints, meant, elsewhere };
}

/** `weight` of a loss alone, which would be its factor in a sum. */
function asFactor(path: Path, here: Section | undefined): string[] {
  if (here?.kind !== 'loss' || path.at(-1) !== 'weight') return [];
  return ['`weight` is the factor of a loss in a list: `loss: [{type: ..., weight: ...}, ...]`; one alone needs none'];
}

/** Components of the same kind that have this parameter. */
function otherComponents(key: string, here: Section | undefined): string[] {
  if (here?.kind === undefined) return [];
  const owners = optionsFor(here.schema, {})
    .filter((option) => keysOf(option, {}).includes(key))
    .flatMap((option) => typesOf(option));
  return owners.length > 0
    ? [`\`${key}\` is a parameter of ${here.kind} ${owners.map((type) => `\`${type}\``).join(', ')}`]
    : [];
}

function typesOf(option: z.ZodType): string[] {
  const type = childSchema(option, 'type', {});
  return type instanceof z.ZodLiteral ? [...type.values].map(String) : [];
}

/** The shallowest sections that have this key. */
function otherSections(key: string, sections: readonly Section[], here: Section | undefined): string[] {
  const others = sections.filter((section) => section !== here && section.keys.includes(key));
  const depth = Math.min(...others.map((section) => section.path.length));
  const names = others.filter((section) => section.path.length === depth).map((section) => formatPath(section.path));
  if (names.length === 0) return [];
  return [
    names[0] === ''
      ? `\`${key}\` belongs at the top level`
      : `\`${key}\` belongs under ${names.map((name) => `\`${name}\``).join(' or ')}`,
  ];
}

/** Suggests a similar key of another section. */
function farther(key: string, sections: readonly Section[]): string[] {
  const synonym = sections.flatMap((section) =>
    synonymsOf(key)
      .filter((name) => section.keys.includes(name))
      .map((name) => [...section.path, name]),
  )[0];
  const close =
    synonym ??
    sections.flatMap((section) => {
      const best = nearest(key, section.keys);
      return best ? [[...section.path, best]] : [];
    })[0];
  return close ? [`did you mean \`${formatPath(close)}\`?`] : [];
}

function list(keys: readonly string[]): string[] {
  return keys.length > 0 ? [`keys: ${keys.join(', ')}`] : [];
}

interface Section {
  readonly path: Path;
  readonly keys: readonly string[];
  readonly kind: string | undefined;
  readonly schema: z.ZodType;
}

const sectionsOf = new WeakMap<MapNode, { readonly schema: z.ZodType; readonly sections: readonly Section[] }>();

/** All sections that have keys, with those of this experiment's components. The top level comes first. */
function allSections(tree: MapNode, schema: z.ZodType): readonly Section[] {
  const known = sectionsOf.get(tree);
  if (known?.schema === schema) return known.sections;
  const sections = listSections(tree, schema);
  sectionsOf.set(tree, { schema, sections });
  return sections;
}

function listSections(tree: MapNode, schema: z.ZodType): Section[] {
  const sections: Section[] = [];
  const visit = (at: z.ZodType, value: unknown, path: Path) => {
    if (path.length > 6) return;
    if (Array.isArray(value))
      return value.slice(0, 50).forEach((item, index) => visitChild(at, value, item, [...path, index]));
    const chosen = slotKind(at) === undefined || isPlainObject(value);
    const keys = chosen ? [...new Set(keysOf(at, value))] : [];
    if (keys.length === 0) return;
    const own = path.length === 0 ? [...keys, ...compositionKeys] : keys;
    sections.push({ path, keys: own, kind: slotKind(at), schema: at });
    for (const key of keys)
      visitChild(at, value, isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined, [...path, key]);
  };
  const visitChild = (at: z.ZodType, parent: unknown, value: unknown, path: Path) => {
    const next = childSchema(at, path.at(-1)!, parent);
    if (next) visit(next, value, path);
  };
  visit(schema, toPlain(tree), []);
  return sections;
}

function nameOf(path: Path, section: Section | undefined, tree: MapNode): string {
  if (path.length === 0) return 'the experiment';
  const node = nodeAt(tree, [...path, 'type']);
  const type = node && toPlain(node);
  return section?.kind && typeof type === 'string' ? `${section.kind} \`${type}\`` : `\`${formatPath(path)}\``;
}
