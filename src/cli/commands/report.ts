import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import { isAbsent } from '../../core/exists.ts';
import { toJson } from '../../core/json.ts';
import { unreadable } from '../../core/json-file.ts';
import { tesseraVersion } from '../../core/version.ts';
import { writeFileAtomic } from '../../core/write-file.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { jsonOption, runsOption } from '../options.ts';
import { pathFrom } from '../path-from.ts';
import type { DefineCommand } from './index.ts';

interface ReportOptions {
  readonly runs: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const defineReport: DefineCommand = (command, context) => {
  command
    .name('report')
    .description(
      'Write one HTML file about a run, a sweep or several runs, to hand on: curves, classes, photos, ' +
        'configuration, ranking. It opens from disk, without a network.',
    )
    .argument('<run...>', 'a run, a sweep, several of them, or a folder of runs: folders, names, or their beginnings')
    .addOption(runsOption())
    .option('--output <file>', 'by default report.html in the folder of the run or sweep, or here for several')
    .option('--force', 'replace the file although it is no report')
    .addOption(jsonOption('print where the report is as JSON'))
    .action((names: string[], options: ReportOptions) => report(names, options, context));
};

async function report(names: readonly string[], options: ReportOptions, context: CliContext): Promise<void> {
  const { workingDirectory } = context;
  const { findTargets } = await import('../../report/read/find-targets.ts');
  const targets = await findTargets(names, resolve(workingDirectory, options.runs), workingDirectory);
  const file = resolve(workingDirectory, options.output ?? join(targets.folder ?? '.', 'report.html'));
  await assertReplaceable(file, options);

  const { completeConfig, explainExperiment, leftOutOfId } = await import('../../config/index.ts');
  const load = await loadOptions(context);
  const { makeReport } = await import('../../report/make-report.ts');
  const made = await makeReport(targets, {
    complete: completeConfig(load.registry),
    // A report runs no code that came with a run.
    explain: (config) => explainExperiment(config, { ...load, saved: true, runPlugins: false }),
    leftOut: leftOutOfId.map(({ path }) => path),
    version: tesseraVersion(),
    now: new Date(),
  });
  const { reportHtml } = await import('../../report/html.ts');
  const { readPageParts } = await import('../../report/page-parts.ts');
  const html = reportHtml(made, await readPageParts());
  await writeFileAtomic(file, html);

  const shown = pathFrom(workingDirectory, file);
  const bytes = Buffer.byteLength(html);
  for (const note of made.notes) context.err(`note: ${note}`);
  if (options.json) context.data(toJson({ file: shown, bytes, kind: made.kind, runs: made.runs.length }));
  else {
    const count = made.runs.length === 1 ? '1 run' : `${made.runs.length} runs`;
    context.out(`${shown} (${count}, ${(bytes / 1e6).toFixed(1)} MB); open it in a browser`);
  }
}

/**
 * A report that is there is replaced. @throws TesseraError `bad-argument` for a folder and, without `--force`, for
 * another file
 */
async function assertReplaceable(file: string, { force = false }: ReportOptions): Promise<void> {
  const stats = await stat(file).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw unreadable(file, error);
  });
  if (!stats) return;
  if (stats.isDirectory()) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected a file for \`--output\`, got the folder ${file}`,
      hints: [`name a file in it: --output ${join(file, 'report.html')}`],
    });
  }
  const { generator } = await import('../../report/html.ts');
  const isReport = (await readFile(file, 'utf8')).slice(0, 1000).includes(`content="${generator}"`);
  if (isReport || force) return;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a new file or an earlier report for \`--output\`, got ${file}, which is neither`,
    hints: ['name another file', 'to replace it: --force'],
  });
}
