#!/usr/bin/env node
import { guardExit } from '../core/guard-exit.ts';
import { withStrayErrors } from '../core/stray-errors.ts';
import { enableWatchdog } from '../core/watchdog.ts';
import { threadProgram } from '../core/thread-program.ts';
import { pointWorker } from '../launch/worker.ts';
import { processContext } from './context.ts';
import { jsonAnswer, streams, wantsJson } from './json-mode.ts';
import { main, reportError } from './main.ts';
import { processChannel, serveOrders } from './point-worker.ts';

const args = process.argv.slice(2);
const context = processContext();
const answer = wantsJson(args) ? jsonAnswer(context, streams(args)) : undefined;
enableWatchdog(() => threadProgram('src/workers/watchdog'));
guardExit();
try {
  const run = (given: readonly string[]) => withStrayErrors(() => main(given, context, answer));
  process.exitCode = args[0] === pointWorker ? await serveOrders(run, processChannel()) : await run(args);
} catch (error) {
  // What was going on may never end, so the process ends here.
  process.exit(await reportError(error, context, answer));
}
