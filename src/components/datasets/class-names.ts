/** A part of a dataset's section that contradicts another part. */
export interface Contradiction {
  /** Where the later of two meanings is written, within the dataset's section. */
  readonly path: (string | number)[];
  readonly message: string;
}

/** Two classes of one name. */
export function sharedNames(classes: readonly { readonly name: string }[]): Contradiction[] {
  return classes.flatMap(({ name }, index) => {
    const first = classes.findIndex((other) => other.name === name);
    const message =
      `expected classes with names of their own, \`${name}\` is dataset.classes.${first} and ` +
      `dataset.classes.${index}`;
    return first === index ? [] : [{ path: ['classes', index], message }];
  });
}
