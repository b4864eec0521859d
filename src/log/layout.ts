import type { LayoutCategory } from 'tensorboard-ts-writer';

/** What the charts of a run depend on. */
export interface LayoutInput {
  /** The figures that training and validation share: `loss`, `loss/<name>`, metrics. */
  readonly shared: readonly string[];
  /** Metrics, which have a value for each class. */
  readonly metrics: readonly string[];
  readonly perClass: boolean;
}

/**
 * The charts of TensorBoard's Custom Scalars view: train beside validation and test for the loss and each metric, the
 * classes of each metric, and how training goes.
 */
export function runLayout({ shared, metrics, perClass }: LayoutInput): LayoutCategory[] {
  return [
    {
      title: 'Train, validation, test',
      charts: [
        ...shared.map((name) => ({ title: name, tags: [`(train|val|test)/${escaped(name)}$`] })),
        { title: 'loss over epochs', tags: ['epoch/loss$'] },
      ],
    },
    ...(perClass && metrics.length > 0
      ? [
          {
            title: 'Classes, on the validation split',
            charts: metrics.map((name) => ({ title: name, tags: [`class/${escaped(name)}/`] })),
          },
        ]
      : []),
    {
      title: 'Training',
      closed: true,
      charts: [
        { title: 'learning rates', tags: ['lr(/.*)?$'] },
        { title: 'norms of gradients', tags: ['norm/gradients(/.*)?$'] },
        { title: 'norms of weights', tags: ['norm/weights(/.*)?$'] },
        { title: 'images per second', tags: ['time/images_per_second$'] },
        { title: 'share of time waiting for data', tags: ['time/data_wait$'] },
        { title: 'memory, MiB', tags: ['time/memory_mib$'] },
      ],
    },
  ];
}

/** The three tags of a figure over runs that differ in their seed only. */
export function seedTags(figure: string): { readonly value: string; readonly lower: string; readonly upper: string } {
  return { value: `seeds/${figure}/mean`, lower: `seeds/${figure}/low`, upper: `seeds/${figure}/high` };
}

/** The charts of a sweep with several seeds for each point: the mean of each figure, in a band of its spread. */
export function seedsLayout(figures: readonly string[]): LayoutCategory[] {
  return [
    {
      title: 'Mean and spread over seeds',
      charts: figures.map((figure) => ({ title: figure, margins: [seedTags(figure)] })),
    },
  ];
}

/** As a regular expression that matches the text. */
function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
