export { combineLoggers } from './combine.ts';
export type { HyperParameters, LoggedRun, Logger, OpenLogger, PngImage, Subject } from './logger.ts';
export { drawPanel, legendMarkdown, type PanelInput } from './panel.ts';
