#!/usr/bin/env node
import { guardExit } from '../core/guard-exit.ts';
import { withStrayErrors } from '../core/stray-errors.ts';
import { enableWatchdog } from '../core/watchdog.ts';
import { threadProgram } from '../core/thread-program.ts';
import { processContext } from './context.ts';
import { jsonAnswer, wantsJson } from './json-mode.ts';
import { main, reportError } from './main.ts';

const args = process.argv.slice(2);
const context = processContext();
const answer = wantsJson(args) ? jsonAnswer(context) : undefined;
enableWatchdog(() => threadProgram('src/workers/watchdog'));
guardExit();
try {
  process.exitCode = await withStrayErrors(() => main(args, context, answer));
} catch (error) {
  // What was going on may never end, so the process ends here.
  process.exit(await reportError(error, context, answer));
}
