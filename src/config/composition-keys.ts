import { compositionSection } from '../../schemas/index.ts';

/** Keys that say how a file is put together; none of them is left in the result. */
export const compositionKeys: readonly string[] = Object.keys(compositionSection.shape);
