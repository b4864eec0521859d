export { combineLoggers } from './combine.ts';
export { createJsonlLogger, type JsonlLoggerOptions, type MetricsLine } from './jsonl.ts';
export type { HyperParameters, Logger, PngImage } from './logger.ts';
export { drawPanel, legendMarkdown, type PanelInput } from './panel.ts';
export { createTensorBoardLogger, type TensorBoardLoggerOptions } from './tensorboard/logger.ts';
