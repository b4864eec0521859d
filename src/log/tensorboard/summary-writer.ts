import { openEventWriter, type EventWriterOptions } from './event-writer.ts';
import { graphDefinition, type GraphNode } from './graph.ts';
import { layoutSummary, type LayoutCategory } from './custom-scalars.ts';
import {
  experimentSummary,
  sessionEndSummary,
  sessionStartSummary,
  type HParamsExperiment,
  type HyperParameterValue,
  type SessionStatus,
} from './hparams.ts';
import { prCurveSummary, type PrCurve } from './pr-curve.ts';
import {
  histogramSummary,
  imageSummary,
  scalarSummary,
  textSummary,
  type EncodedImage,
  type TagInfo,
} from './summary.ts';

/**
 * Writes a run's log. Each call is in the file, whole, when it returns. Steps of a tag don't go down, and a tag has one
 * value at a step: one of TensorBoard's loaders keeps the last only. A tag belongs to one kind of data.
 */
export interface SummaryWriter {
  /** The event file. */
  readonly file: string;
  scalar(tag: string, step: number, value: number): void;
  /** Scalars of one step, as one record. */
  scalars(step: number, values: Readonly<Record<string, number>>): void;
  /** One image or several of one size. TensorBoard keeps ten steps of a tag unless told otherwise. */
  image(tag: string, step: number, ...images: [EncodedImage, ...EncodedImage[]]): void;
  /** The distribution of values such as a layer's weights, in 30 buckets. Values that are not finite don't count. */
  histogram(tag: string, step: number, values: Iterable<number>): void;
  /** Markdown, or the rows of a table. */
  text(tag: string, step: number, text: string | readonly (readonly string[])[]): void;
  prCurve(tag: string, step: number, curve: PrCurve): void;
  /** The charts of the Custom Scalars view. Once. */
  layout(categories: readonly LayoutCategory[]): void;
  /** Once. */
  graph(nodes: readonly GraphNode[]): void;
  /** Makes the run a row of the HParams view. Once, before the run's end. */
  startSession(hyperParameters: Readonly<Record<string, HyperParameterValue>>, group?: string): void;
  /** Says in that row how the run ended. Once, when nothing can follow. */
  endSession(status: SessionStatus): void;
  /** The columns of the HParams view. Once in all runs of a folder. */
  experiment(experiment: HParamsExperiment): void;
  /** Waits until all is on the disk. */
  flush(): Promise<void>;
  /** Closing again does nothing. */
  close(): Promise<void>;
}

export interface SummaryWriterOptions extends EventWriterOptions {
  /** What TensorBoard shows beside a tag. Asked once for each tag, when it is first written. */
  readonly describe?: (tag: string) => TagInfo | undefined;
}

/**
 * Opens a new event file in `directory`, which TensorBoard shows as one run.
 * @param options `firstStep`: 0 for a run that begins anew, the first step that is written for one that goes on
 */
export function openSummaryWriter(directory: string, options: SummaryWriterOptions = {}): SummaryWriter {
  const { describe, now = Date.now } = options;
  const writer = openEventWriter(directory, options);
  const described = new Set<string>();
  const infoOf = (tag: string): TagInfo | undefined => {
    if (!describe || described.has(tag)) return undefined;
    described.add(tag);
    return describe(tag);
  };
  const scalars: SummaryWriter['scalars'] = (step, values) =>
    writer.write(
      step,
      Object.entries(values).map(([tag, value]) => scalarSummary(tag, value, infoOf(tag))),
    );
  return {
    file: writer.file,
    scalar: (tag, step, value) => scalars(step, { [tag]: value }),
    scalars,
    image: (tag, step, ...images) => writer.write(step, [imageSummary(tag, images, infoOf(tag))]),
    histogram: (tag, step, values) => writer.write(step, [histogramSummary(tag, values, infoOf(tag))]),
    text: (tag, step, text) => writer.write(step, [textSummary(tag, text, infoOf(tag))]),
    prCurve: (tag, step, curve) => writer.write(step, [prCurveSummary(tag, curve, infoOf(tag))]),
    layout: (categories) => writer.write(0, [layoutSummary(categories)]),
    graph: (nodes) => writer.writeGraph(0, graphDefinition(nodes)),
    startSession: (hyperParameters, group) =>
      writer.write(0, [
        sessionStartSummary({ hyperParameters, startSeconds: now() / 1000, ...(group !== undefined && { group }) }),
      ]),
    endSession: (status) => writer.write(0, [sessionEndSummary(status, now() / 1000)]),
    experiment: (experiment) => writer.write(0, [experimentSummary(experiment)]),
    flush: () => writer.flush(),
    close: () => writer.close(),
  };
}
