import { compositionSection } from '../../schemas/index.ts';

/** Keys that say how a file is composed from others. The resolved experiment has none of them. */
export const compositionKeys: readonly string[] = Object.keys(compositionSection.shape);
