/**
 * Whether a pattern names a dotted path, such as a parameter: `encoder` names `encoder` and all below it, `*` stands
 * for any characters, dots included: `encoder.layer4.*`, `*.bias`.
 */
export function matchesName(pattern: string, name: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}(\\..*)?$`, 's').test(name);
}
