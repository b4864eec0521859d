import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import {
  documentedCommands,
  reasonToLeaveOut,
  withRealRuns,
  writeDocumentedProject,
} from '../test/helpers/documented.ts';
import type { Part } from './part.ts';
import { runsIn } from '../test/helpers/folders.ts';

/**
 * Each `npx tessera ...` line of a code block in README and docs runs as a process, in a project of tiny experiments.
 */
export const documentedCommandsPart: Part = {
  name: 'commands',
  title: 'Every command of the docs',
  run: async (root, log) => {
    const program = join(root, 'dist/src/cli/tessera.js');
    const folder = await mkdtemp(join(tmpdir(), 'tessera-commands-'));
    try {
      await writeDocumentedProject(folder, root);
      const run = async (command: string) => {
        const line = withRealRuns(command, await runNames(folder)).replace('npx tessera', `node ${program}`);
        const how = { shell: 'bash', cwd: folder, all: true, reject: false, timeout: 600_000 } as const;
        const { exitCode, all } = await execa(line, how);
        return { exitCode: exitCode ?? 1, output: all };
      };
      for (const name of ['x', 'y']) await run(`npx tessera run experiments/${name}.yaml`);
      const lines: string[] = [];
      let passed = true;
      for (const command of await documentedCommands(root)) {
        const why = reasonToLeaveOut(command);
        const { exitCode, output } = why === undefined ? await run(command) : { exitCode: 0, output: '' };
        log(`${command}: ${why ?? `exit code ${exitCode}`}`);
        passed &&= exitCode === 0;
        lines.push(`- \`${command}\`: ${why === undefined ? verdict(exitCode, output) : `not run: ${why}`}`);
      }
      return { passed, text: lines.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function runNames(folder: string): Promise<string[]> {
  return runsIn(join(folder, 'runs'));
}

function verdict(exitCode: number, output: string): string {
  return exitCode === 0 ? 'works' : `**exit code ${exitCode}**: ${output.trim().split('\n').at(-1)}`;
}
