import { formatCount } from './format-count.ts';

/** How many items a message lists, so that it stays a line. */
const LISTED = 5;

/**
 * The items of a list as a message shows them: all of a short one, `a, b, c, d, e, ... (12 in all)` of a longer one.
 */
export function listed(items: readonly string[], most = LISTED): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')}, ... (${formatCount(items.length)} in all)`;
}
