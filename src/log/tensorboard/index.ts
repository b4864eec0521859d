export { openAppendFile, type AppendFile, type OpenAppendFile } from './append-file.ts';
export type { Chart, LayoutCategory, LineChart, MarginChart } from './custom-scalars.ts';
export type { EventWriterOptions } from './event-writer.ts';
export type { GraphNode } from './graph.ts';
export type {
  HParamsExperiment,
  HyperParameterInfo,
  HyperParameterValue,
  MetricInfo,
  SessionStart,
  SessionStatus,
} from './hparams.ts';
export type { PrCurve } from './pr-curve.ts';
export { readEvents, type ReadEvent, type ReadTensor, type ReadValue } from './read-events.ts';
export { readSessionStart } from './read-session.ts';
export type { EncodedImage, TagInfo } from './summary.ts';
export { openSummaryWriter, type SummaryWriter, type SummaryWriterOptions } from './summary-writer.ts';
