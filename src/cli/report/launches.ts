import type { Project } from '../../launch/project.ts';
import type { Launch, LaunchState } from '../../launch/queue.ts';
import type { CliContext } from '../context.ts';
import { pathFrom } from '../path-from.ts';
import { problemLines, problemsJson } from './problems.ts';

/** The states of launches as people read them. */
export const said: Readonly<Record<LaunchState, string>> = {
  waiting: 'waits',
  running: 'runs',
  completed: 'completed',
  failed: 'failed',
  interrupted: 'interrupted',
  cancelled: 'cancelled',
  exists: 'has a run already',
  invalid: 'invalid, not launched',
};

/** `experiments/a.yaml of 1a2b3c4: completed, runs/a-0123456789ab (mbq3x1d02f-1)` */
export function launchLine(launch: Omit<Launch, 'id'> & { readonly id?: string }, project: Project): string {
  const { id, file = 'commit', commit, state, run, detail } = launch;
  const parts = [
    said[state],
    ...(detail === undefined ? [] : [detail]),
    ...(run === undefined ? [] : [pathFrom(project.directory, run)]),
  ];
  return `${file} of ${commit.slice(0, 7)}: ${parts.join(', ')}${id === undefined ? '' : ` (${id})`}`;
}

/** For programs: its problems as errors are told to them. */
export function launchJson<T extends Omit<Launch, 'id'>>(launch: T, context: CliContext): object {
  return { ...launch, ...(launch.problems && { problems: problemsJson(launch.problems, context) }) };
}

/** Its problems, and what it names that its run will not see. */
export function launchDetails({ problems, unseen }: Omit<Launch, 'id'>, context: CliContext): string[] {
  return [
    ...(problems ? problemLines(problems, context).split('\n') : []),
    ...(unseen ?? []).map(
      (path) =>
        `warning: ${path} is neither committed nor ignored by git, so a launched run doesn't see it: commit it ` +
        'if it is code, ignore it if it is data',
    ),
  ];
}
