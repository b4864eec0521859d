import { listed } from '../../../core/listed.ts';
import { nearest, TesseraError, type Problem } from '../../../core/errors/index.ts';
import type { Instances } from '../../../data/annotations/coco/instances.ts';
import type { Contradiction } from '../class-names.ts';

/** A class and the categories of instances files that it has. */
export interface CategoryClass {
  readonly name: string;
  readonly categories?: readonly string[] | undefined;
}

/** The categories of a class; by default one of its name, but none of the background. */
function categoriesOf({ name, categories }: CategoryClass, index: number): readonly string[] {
  return categories ?? (index === 0 ? [] : [name]);
}

/** Categories that two classes have. */
export function sharedCategories(classes: readonly CategoryClass[]): Contradiction[] {
  const first = new Map<string, number>();
  return classes.flatMap((own, index) =>
    categoriesOf(own, index).flatMap((category) => {
      const other = first.get(category) ?? index;
      first.set(category, other);
      const byDefault = own.categories ? '' : ', by default';
      const message =
        `expected one class for each category, \`${category}\` is one of \`${classes[other]!.name}\` ` +
        `(dataset.classes.${other}) and of \`${own.name}\` (dataset.classes.${index}${byDefault})`;
      return other === index ? [] : [{ path: ['classes', index], message }];
    }),
  );
}

/** @throws TesseraError `bad-value` for every category that the file lacks */
export function classByCategory(
  categories: Instances['categories'],
  classes: readonly CategoryClass[],
): ReadonlyMap<number, number> {
  const idOf = new Map(categories.map(({ id, name }) => [name, id]));
  const classOf = new Map<number, number>();
  const problems: Problem[] = [];
  classes.forEach((own, index) => {
    for (const category of categoriesOf(own, index)) {
      const id = idOf.get(category);
      if (id === undefined) problems.push(unknownCategory(category, index, idOf.keys()));
      else classOf.set(id, index);
    }
  });
  if (problems.length > 0) throw new TesseraError(problems);
  return classOf;
}

function unknownCategory(category: string, index: number, known: Iterable<string>): Problem {
  const names = [...known];
  const near = nearest(category, names);
  return {
    code: 'bad-value',
    path: `dataset.classes.${index}`,
    message: `expected a category of the instances file, got \`${category}\``,
    hints: [
      near
        ? `did you mean \`${near}\`?`
        : `its categories: ${listed(
            names.map((name) => `\`${name}\``),
            100,
          )}`,
    ],
  };
}
