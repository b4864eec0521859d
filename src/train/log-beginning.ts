import { legendMarkdown, type Logger } from '../log/index.ts';
import { runLayout } from '../log/layout.ts';
import { provenanceTexts } from '../log/provenance-text.ts';
import { describeTag } from '../log/tags.ts';
import type { Registry } from '../registry/index.ts';
import type { StartedAttempt } from '../runs/provenance.ts';
import type { Attempt } from '../runs/attempt.ts';
import type { BuiltExperiment } from './build.ts';
import { hyperParametersOf } from './hyper-parameters.ts';
import { networkGraph } from './network-graph.ts';
import type { RunParts } from './parts.ts';
import type { RunContext } from './run-context.ts';
import { skippedMarkdown } from './skipped.ts';

/**
 * Logs what is known before the first step: hyper-parameters, text, charts and the network.
 * @param swept what a sweep sets for the run, by key
 */
export function logBeginning(
  logger: Logger,
  { yaml, experiment, registry }: RunContext,
  { built, loading }: Pick<RunParts, 'built' | 'loading'>,
  swept?: Readonly<Record<string, unknown>>,
): void {
  const { dataset, model } = built;
  // First, so that it is found without reading far.
  logger.hyperParameters(hyperParametersOf(experiment, registry, swept));
  logger.text('config', `\`\`\`yaml\n${yaml}\`\`\``);
  logger.text('classes', legendMarkdown(dataset.classes));
  if (loading.skipped().length > 0) logger.text('skipped_samples', skippedMarkdown(loading.skipped()));
  logger.layout(runLayout({ ...sharedFigures(built), perClass: experiment.log.per_class }));
  if (experiment.log.graph) logger.graph(networkGraph(model, dataset.imageSize));
}

/** Logs what an attempt runs on. */
export function logAttempt(logger: Logger, attempt: Attempt, { patch }: Pick<StartedAttempt, 'patch'>): void {
  for (const [tag, text] of Object.entries(provenanceTexts(attempt, patch))) logger.text(tag, text);
}

/** What a tag means, with what the registry tells of its metric. */
export function tagDescriptions(registry: Registry): (tag: string) => string | undefined {
  return (tag) => describeTag(tag, (type) => registry.get('metric', type)?.description);
}

/** The figures of which training, validation and test have one each. */
function sharedFigures({ loss, losses, reported }: Pick<BuiltExperiment, 'loss' | 'losses' | 'reported'>) {
  const metrics = reported.map(({ name }) => name);
  return { metrics, shared: ['loss', ...[...(loss.parts ?? []), ...losses].map(({ name }) => name), ...metrics] };
}
