/** The references by the values that this process has put in their place. */
const revealed = new Map<string, string>();

/** Values that are shorter are not looked for in texts: they would be found everywhere. */
export const shortestHidden = 4;

/** Remembers a secret's value, so that `hideSecrets` can put the reference back. */
export function rememberSecret(value: string, reference: string): void {
  if (value.length >= shortestHidden) revealed.set(value, reference);
}

/** The text with `${secret:NAME}` in place of each value that a component of this process was given. */
export function hideSecrets(text: string): string {
  let hidden = text;
  // The longest first, since a secret may be a part of another one.
  for (const [value, reference] of [...revealed].toSorted(([a], [b]) => b.length - a.length))
    hidden = hidden.replaceAll(value, () => reference);
  return hidden;
}
