// A hook that Node runs in a thread of its own, where its version has no other.
import { isOurs, sourceOf } from './source.mjs';

export async function load(url, context, nextLoad) {
  return isOurs(url) ? { format: 'module', source: sourceOf(url), shortCircuit: true } : nextLoad(url, context);
}
