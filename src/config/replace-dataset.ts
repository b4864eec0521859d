import type { z } from 'zod';
import { composeFile, type ParseCache } from './extend.ts';
import { interpolate, type Environment } from './interpolate.ts';
import type { Report } from './parse.ts';
import { keyAt, nodeAt, whereIs, withoutEntries, type Entry, type MapNode, type Node } from './tree.ts';

/** How the network sees photos: as the run says, unless the other file says otherwise. */
const keptKeys: readonly string[] = ['image_size', 'interpolation', 'resize', 'evaluate_at'];

export interface ReplaceContext {
  readonly schema: z.ZodType;
  readonly workingDirectory: string;
  readonly environment: Environment;
  readonly cache?: ParseCache | undefined;
}

/**
 * Returns the tree of a run with the dataset of another file: an experiment's section `dataset`, or a file that is such
 * a section. References in it are filled in from that file. Undefined if that fails, which is reported.
 */
export async function replaceDataset(
  tree: MapNode,
  file: string,
  { schema, workingDirectory, environment, cache }: ReplaceContext,
  report: Report,
): Promise<MapNode | undefined> {
  const { tree: composed } = await composeFile(file, workingDirectory, report, cache);
  if (!composed) return undefined;
  const whole = asExperiment(withoutEntries(composed, (key) => key === 'sweep'));
  if (!whole) {
    report({
      code: 'missing-key',
      message: `expected an experiment with a section \`dataset\`, or a file that is one, got neither`,
      where: whereIs(composed.origin),
      hints: ['write `type:` and `root:` of the data, or give an experiment of it'],
    });
    return undefined;
  }
  const filled = interpolate(whole, schema, environment, report);
  const section = nodeAt(filled, ['dataset']);
  const key = keyAt(filled, ['dataset']);
  if (!section || !key) return undefined;
  const entries = new Map(tree.entries).set('dataset', { key, node: withKept(section, nodeAt(tree, ['dataset'])) });
  return { ...tree, entries };
}

function asExperiment(root: MapNode): MapNode | undefined {
  if (root.entries.has('dataset')) return root;
  if (!root.entries.has('type')) return undefined;
  return { ...root, entries: new Map<string, Entry>([['dataset', { key: root.origin, node: root }]]) };
}

function withKept(section: Node, before: Node | undefined): Node {
  if (section.kind !== 'map' || before?.kind !== 'map') return section;
  const kept = [...before.entries].filter(([key]) => keptKeys.includes(key) && !section.entries.has(key));
  return { ...section, entries: new Map([...section.entries, ...kept]) };
}
