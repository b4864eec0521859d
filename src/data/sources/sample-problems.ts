import { TesseraError, type ErrorCode, type Problem } from '../../core/errors/index.ts';

const skip = '`loader: {on_bad_sample: skip}` leaves such samples out';

const hintsOf: Partial<Record<ErrorCode, readonly string[]>> = {
  'file-missing': ['check the folder and the suffix of photos in the section `dataset`', skip],
  'missing-mask': ['check the folder and the suffix of masks in the section `dataset`', skip],
  'bad-image': ['replace the file', skip],
  'bad-annotation': ['correct the annotation, or remove it from the file', skip],
  'bad-mask-value': [
    'give the value a meaning in the section `dataset`, if its type allows that, or correct the mask',
    skip,
  ],
};

/** Calls `read`. Adds to its problems which section of the configuration they concern, and what to do. */
export async function withSampleHints<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    throw new TesseraError(error.problems.map(withHints), { cause: error });
  }
}

function withHints(problem: Problem): Problem {
  return {
    ...problem,
    path: problem.path ?? 'dataset',
    hints: [...(problem.hints ?? []), ...(hintsOf[problem.code] ?? [])],
  };
}
