import { Scalar, stringify } from 'yaml';
import type { Experiment } from '../../schemas/index.ts';
import { withFormat } from '../core/format/index.ts';
import { escapeTemplate } from './template.ts';
import { isPlainObject } from '../core/plain-object.ts';

/** The resolved experiment as YAML. Loading it, with this format or a later one, gives the same experiment and id. */
export function experimentYaml(experiment: Experiment): string {
  return stringify(escaped(withFormat(experiment)), { lineWidth: 120, aliasDuplicateObjects: false });
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return written(escapeTemplate(value));
  if (Array.isArray(value)) return value.map(escaped);
  return isPlainObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]))
    : value;
}

/** As a block, lines of blanks only would lose the first of them (yaml 2.9.1). */
function written(text: string): string | Scalar {
  if (text.trim() !== '' || !text.includes('\n')) return text;
  return Object.assign(new Scalar(text), { type: Scalar.QUOTE_DOUBLE });
}
