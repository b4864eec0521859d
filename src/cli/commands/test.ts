import { TesseraError } from '../../core/errors/index.ts';
import { splitNames, type SplitName } from '../../data/dataset.ts';
import type { CliContext } from '../context.ts';
import { loadSaved, runNamed } from '../load.ts';
import type { DefineCommand } from './index.ts';

interface TestOptions {
  readonly runs: string;
  readonly split: string;
  readonly checkpoint: string;
  readonly json?: boolean;
}

export const defineTest: DefineCommand = (command, context) => {
  command
    .name('test')
    .description('Evaluate a run on its test split.')
    .argument('<run>', 'a run folder, its name, the beginning of it, or its id')
    .option('--runs <folder>', 'where run folders are', 'runs')
    .option('--split <name>', `one of ${splitNames.join(', ')}`, 'test')
    .option('--checkpoint <name>', 'best, last, epoch-3, ...', 'best')
    .option('--json', 'print the figures as JSON')
    .action((run: string, options: TestOptions) => test(run, options, context));
};

async function test(name: string, options: TestOptions, context: CliContext): Promise<void> {
  const split = splitOf(options.split);
  const { runDirectory } = await import('../../runs/directory.ts');
  const run = runDirectory(await runNamed(name, options.runs, context));
  const { experiment, registry } = await loadSaved(run.path, context);
  const { workingDirectory } = context;

  const { buildExperiment } = await import('../../train/build.ts');
  const { createLoading } = await import('../../train/loading.ts');
  const { startEngine } = await import('../../engine/index.ts');
  const { testRun } = await import('../../train/test.ts');
  const { createProgress } = await import('../report/progress.ts');
  const { resultsTable } = await import('../report/results.ts');
  const engine = await startEngine(experiment.engine);
  const built = await buildExperiment({ experiment, registry, tf: engine.tf, workingDirectory });
  const progress = createProgress(context);
  const loading = createLoading({
    experiment,
    dataset: built.dataset,
    workingDirectory,
    onSkip: (sample) => progress.log(`skipped ${sample.name}: ${sample.problems[0]!.message}`),
  });
  try {
    const prepared = await loading.prepare({
      splits: [split],
      onProgress: ({ done, total }) => progress.update('preparing data', done, total, ''),
    });
    const { result } = await testRun({
      run,
      built,
      loading,
      samples: prepared[split],
      batchSize: experiment.train.batch_size,
      checkpoint: options.checkpoint,
      observer: { tested: (done, total) => progress.update('testing', done, total, '') },
    });
    progress.close();
    const classes = built.dataset.classes.map((info) => info.name);
    context.out(
      options.json
        ? JSON.stringify({ split, checkpoint: options.checkpoint, classes, ...result })
        : resultsTable(split, classes, result),
    );
  } finally {
    progress.close();
    await loading.close();
    await built.dispose();
  }
}

function splitOf(name: string): SplitName {
  const split = splitNames.find((known) => known === name);
  if (split) return split;
  throw new TesseraError({
    code: 'bad-argument',
    message: `--split is «${name}»`,
    hints: [`one of: ${splitNames.join(', ')}`],
  });
}
