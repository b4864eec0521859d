import { resolve } from 'node:path';
import { exitCodes, isInterrupted, type ExitCode } from '../../core/errors/index.ts';
import type { ToRun } from '../../launch/run-launch.ts';
import { partsOf, type Setting } from './setting.ts';

/** Runs one launch in this process. */
export async function runLaunch(id: string, setting: Setting): Promise<ExitCode> {
  const { args, context, project, queue } = setting;
  const start = await import('../../launch/run-launch.ts');
  const { readReport, reportVariable } = await import('../../launch/report.ts');
  const { main } = await import('../main.ts');
  const runs = resolve(project.directory, args.runs);
  const ended = await start.runLaunch(queue, id, {
    ...(await partsOf(setting)),
    async run(what, directory) {
      process.chdir(directory);
      const call: Call = (...words) => main([...words, '--runs', runs], { ...context, workingDirectory: directory });
      try {
        const code = await codeOf(what, call);
        if (code === exitCodes.done) return { state: 'completed' };
        if (isInterrupted(code)) return { state: 'interrupted' };
        const file = context.environment[reportVariable];
        return { state: 'failed', problems: file ? await readReport(file) : undefined };
      } finally {
        process.chdir(project.directory);
      }
    },
    // Every listener of the process hears it, as if the signal had come.
    stop: () => void process.emit('SIGINT', 'SIGINT'),
  });
  return ended?.state === 'failed' ? exitCodes.runFailed : exitCodes.done;
}

/** Runs a command of this program. */
type Call = (...words: readonly string[]) => Promise<ExitCode>;

async function codeOf(what: ToRun, call: Call): Promise<ExitCode> {
  if ('resume' in what) return call('run', '--resume', what.resume);
  if ('file' in what) return call('run', what.file);
  if ('withdraw' in what) return withdraw(what.withdraw, call);
  const code = await call('run', what.submit, '--attach');
  if (!isInterrupted(code)) return code;
  await withdraw(what.submit, call);
  return code;
}

/** Cancels jobs, and waits for their end, since the folder in which they run is gone after this. */
async function withdraw(file: string, call: Call): Promise<ExitCode> {
  await call('sweep', file, '--cancel');
  const code = await call('sweep', file, '--attach');
  return code === exitCodes.done ? code : exitCodes.interrupted;
}
