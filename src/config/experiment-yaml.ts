import { stringify } from 'yaml';
import type { Experiment } from '../../schemas/index.ts';
import { withFormat } from '../core/format/index.ts';
import { escapeTemplate } from './template.ts';
import { isPlainObject } from '../core/plain-object.ts';

/** The resolved experiment as YAML. Loading it, with this format or a later one, gives the same experiment and id. */
export function experimentYaml(experiment: Experiment): string {
  return stringify(escaped(withFormat(experiment)), { lineWidth: 120, aliasDuplicateObjects: false });
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (Array.isArray(value)) return value.map(escaped);
  return isPlainObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]))
    : value;
}
