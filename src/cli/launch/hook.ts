import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { answer, self, type Setting } from './setting.ts';

export async function installHook({ args, context, project }: Setting): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const files = await hook.installHook(project, await self(args, [...(args.pulls ? ['--pulls'] : []), '--git-hook']));
  if (args.json) return answer({ hooks: files, pulls: args.pulls ?? false }, context);
  context.out(
    `Each commit now launches the experiments below ${project.directory}/experiments that it adds or changes.`,
  );
  context.out(
    args.pulls
      ? 'So does each pull, merge and rebase, with what it brings.'
      : 'What pulls and merges bring is not launched; --pulls would do that.',
  );
  for (const file of files) context.out(`  hook:      ${file}`);
  context.out('  see it:    tessera launch --status');
  context.out('  undo it:   tessera launch --uninstall-hook');
  return exitCodes.done;
}

export async function uninstallHook({ args, context, project }: Setting): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const files = await hook.uninstallHook(project);
  if (args.json) return answer({ hooks: files }, context);
  context.out(
    files.length === 0
      ? `There was no hook of Tessera for ${project.directory}.`
      : `Commits launch nothing in ${project.directory} any more. Changed: ${files.join(', ')}`,
  );
  return exitCodes.done;
}
