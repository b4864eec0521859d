import { nearest, type Problem } from '../core/errors/index.ts';
import { listed } from '../core/listed.ts';
import { locateWeights, sourceOf } from './obtain-weights.ts';
import type { Published } from './published.ts';
import { weightsKey } from './sources/folders.ts';
import { tensorNames } from './tensor-names.ts';
import type { WeightsOptions } from './weights-param.ts';

/**
 * That no tensor of a weight file has the prefix, which is known from the file's names. Nothing is said of a file that
 * isn't on this machine, or can't be read: who loads it says so.
 */
export async function prefixProblems(
  { from, prefix }: WeightsOptions,
  published: Published,
  workingDirectory: string,
): Promise<readonly Problem[]> {
  if (prefix === undefined) return [];
  const names = await namesIn(from, published, workingDirectory).catch(() => undefined);
  if (!names || names.length === 0 || names.some((name) => name.startsWith(prefix))) return [];
  const there = [...new Set(names.flatMap((name) => (name.includes('.') ? [`${name.split('.', 1)[0]!}.`] : [])))];
  const near = nearest(prefix, there);
  return [
    {
      code: 'bad-value',
      path: `${weightsKey}.prefix`,
      message:
        `expected the beginning of names of tensors in ${from}, got \`${prefix}\`, with which none of ` +
        `${names.length} begins`,
      hints: [
        ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
        there.length === 0 ? 'leave `prefix` out: their names have none' : `they begin with ${listed(there, 8)}`,
      ],
    },
  ];
}

/** Without the `module.` of PyTorch's `DataParallel`, which loading removes before the prefix. */
async function namesIn(from: string, published: Published, workingDirectory: string) {
  const file = await locateWeights(sourceOf(from, published), { workingDirectory });
  const names = file === undefined ? undefined : await tensorNames(file);
  return names?.every((name) => name.startsWith(parallel)) ? names.map((name) => name.slice(parallel.length)) : names;
}

const parallel = 'module.';
