import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A TensorFlow to build against, with its C headers. */
export interface TensorFlowLibrary {
  readonly include: string;
  /** The library with the C interface, and the one that it needs. */
  readonly library: string;
  readonly framework: string;
}

/** The two layouts that TensorFlow is handed out in: a Python wheel's folder `tensorflow`, and the C archive. */
const layouts = [
  { library: 'libtensorflow_cc.so.2', framework: 'libtensorflow_framework.so.2' },
  { library: 'lib/libtensorflow.so.2', framework: 'lib/libtensorflow_framework.so.2' },
];

/** The TensorFlow in a folder, or in the folder `tensorflow` below it; undefined if there is none. */
export function findLibrary(folder: string): TensorFlowLibrary | undefined {
  const candidates = [folder, join(folder, 'tensorflow')].flatMap((root) =>
    layouts.map(({ library, framework }) => ({
      include: join(root, 'include'),
      library: join(root, library),
      framework: join(root, framework),
    })),
  );
  return candidates.find(({ include, library, framework }) =>
    [join(include, 'tensorflow/c/c_api.h'), library, framework].every((path) => existsSync(path)),
  );
}
