import { resolve } from 'node:path';
import { exitCodes, isInterrupted, type ExitCode } from '../../core/errors/index.ts';
import { carryOut, type Call } from './carry-out.ts';
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
        const code = await carryOut(what, call);
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
