import * as proto from './write-fields.ts';
import { dataClasses, pluginSummary } from './summary.ts';
import { stringTensor } from './tensor.ts';

/** A section of the Custom Scalars view. Where several runs have a layout, TensorBoard merges them by title. */
export interface LayoutCategory {
  readonly title: string;
  readonly charts: readonly Chart[];
  readonly closed?: boolean;
}

export type Chart = LineChart | MarginChart;

/** All tags that match one of the expressions, in one chart. */
export interface LineChart {
  readonly title: string;
  /** Regular expressions (Python's), which match from a tag's beginning: end them with `$`. */
  readonly tags: readonly string[];
}

/** Lines with a band around each. */
export interface MarginChart {
  readonly title: string;
  /** Three tags for each line, which are no expressions. */
  readonly margins: readonly { readonly value: string; readonly lower: string; readonly upper: string }[];
}

/** `Layout` of plugins/custom_scalar/layout.proto, as a string tensor. */
export function layoutSummary(categories: readonly LayoutCategory[]): Uint8Array {
  const layout = proto.message(...categories.map((category) => proto.bytes(2, categoryMessage(category))));
  const tensor = stringTensor([layout]);
  return pluginSummary({
    tag: 'custom_scalars__config__',
    plugin: 'custom_scalars',
    dataClass: dataClasses.tensor,
    tensor,
  });
}

function categoryMessage({ title, charts, closed }: LayoutCategory): Uint8Array {
  return proto.message(
    proto.string(1, title),
    ...charts.map((chart) => proto.bytes(2, chartMessage(chart))),
    ...(closed ? [proto.varint(3, 1)] : []),
  );
}

function chartMessage(chart: Chart): Uint8Array {
  if ('tags' in chart) {
    const lines = proto.message(...chart.tags.map((tag) => proto.string(1, tag)));
    return proto.message(proto.string(1, chart.title), proto.bytes(2, lines));
  }
  const margins = chart.margins.map(({ value, lower, upper }) =>
    proto.bytes(1, proto.message(proto.string(1, value), proto.string(2, lower), proto.string(3, upper))),
  );
  return proto.message(proto.string(1, chart.title), proto.bytes(3, proto.message(...margins)));
}
