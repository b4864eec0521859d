import { resolve } from 'node:path';
import { nearest, TesseraError, type Problem } from '../core/errors/index.ts';
import type { BaseContext, ComponentDownload } from '../registry/index.ts';
import type { Published } from './published.ts';
import { weightsKey } from './sources/folders.ts';
import { addressOf, download, locate, parseSource, type WeightsSource } from './sources/index.ts';

/** What a component's context says of where weights are. */
export type WeightsContext = Pick<BaseContext, 'workingDirectory' | 'download'>;

/** The source that a text means, by the names that are published for an encoder. @throws TesseraError `bad-value` */
export function sourceOf(from: string, published: Published): WeightsSource {
  return parseSource(Object.hasOwn(published, from) ? published[from]!.from : from);
}

/**
 * The weights as a file of this machine. They are downloaded if they aren't there and the context allows it.
 * @throws TesseraError `file-missing` for a path; `not-downloaded`; `download-failed`; the signal's reason
 */
export async function obtainWeights(from: string, published: Published, context: WeightsContext): Promise<string> {
  const source = sourceOf(from, published);
  const found = await locateWeights(source, context);
  if (found !== undefined) return found;
  if (source.kind === 'path') throw new TesseraError(missing(from, source.path, published, context));
  if (context.download) return download(source, process.env, context.download);
  throw new TesseraError({
    code: 'not-downloaded',
    message: `the weights \`${from}\` are not on this machine yet`,
    hints: [`\`tessera run\` downloads ${addressOf(source, process.env)}`],
  });
}

/** The file of these weights, if it is there. */
export function locateWeights(
  source: WeightsSource,
  { workingDirectory }: Pick<WeightsContext, 'workingDirectory'>,
): Promise<string | undefined> {
  return locate(source, { workingDirectory, environment: process.env });
}

/** What a run would download of these weights: nothing if they are there. */
export async function weightDownloads(
  from: string,
  published: Published,
  context: WeightsContext,
): Promise<ComponentDownload[]> {
  const source = sourceOf(from, published);
  const address = addressOf(source, process.env);
  if (address === undefined || (await locateWeights(source, context)) !== undefined) return [];
  const known = Object.values(published).find((file) => file.from === from) ?? published[from];
  return [{ name: from, address, ...(known && { licence: known.licence, bytes: known.bytes }) }];
}

/** That a path leads to no weights on this machine, if it does not. Of what can be downloaded nothing is said. */
export async function missingWeights(
  from: string,
  published: Published,
  context: Pick<WeightsContext, 'workingDirectory'>,
): Promise<readonly Problem[]> {
  const source = sourceOf(from, published);
  if (source.kind !== 'path' || (await locateWeights(source, context)) !== undefined) return [];
  return [{ ...missing(from, source.path, published, context), path: weightsKey }];
}

function missing(
  from: string,
  path: string,
  published: Published,
  { workingDirectory }: Pick<WeightsContext, 'workingDirectory'>,
): Problem {
  const names = Object.keys(published);
  const near = nearest(from, names);
  return {
    code: 'file-missing',
    message: `expected a weight file at ${resolve(workingDirectory, path)}; it cannot be read`,
    hints: [
      ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
      ...(names.length > 0 ? [`names for this encoder: ${names.join(', ')}`] : []),
    ],
  };
}
