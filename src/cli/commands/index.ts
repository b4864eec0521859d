import type { Command } from 'commander';
import type { ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { defineAnswer } from './answer.ts';
import { defineArchive } from './archive.ts';
import { defineBackend } from './backend.ts';
import { defineBench } from './bench.ts';
import { defineBoard } from './board.ts';
import { defineCompare } from './compare.ts';
import { defineComponents } from './components.ts';
import { defineDelete } from './delete.ts';
import { defineDemo } from './demo.ts';
import { defineDoctor } from './doctor.ts';
import { defineLaunch } from './launch.ts';
import { defineExport } from './export.ts';
import { defineInit } from './init.ts';
import { defineList } from './list.ts';
import { defineExplain } from './explain.ts';
import { defineNote } from './note.ts';
import { definePredict } from './predict.ts';
import { definePreview } from './preview.ts';
import { definePlan } from './plan.ts';
import { defineReport } from './report.ts';
import { defineReproduce } from './reproduce.ts';
import { defineRun } from './run.ts';
import { defineSchema } from './schema.ts';
import { defineShow } from './show.ts';
import { defineSweep } from './sweep.ts';
import { defineTag } from './tag.ts';
import { defineTask } from './task.ts';
import { defineTest } from './test.ts';
import { defineValidate } from './validate.ts';

/**
 * Gives an empty `command` its name, arguments, options and action. The action imports what it needs when it runs, so
 * that `--help` and `validate` are quick.
 */
export type DefineCommand = (command: Command, context: CliContext, exit: (code: ExitCode) => void) => void;

/** In the order in which `--help` lists them. */
export const commands: readonly DefineCommand[] = [
  defineInit,
  defineRun,
  defineSweep,
  defineAnswer,
  defineLaunch,
  defineTask,
  defineTest,
  definePredict,
  defineExport,
  defineDemo,
  defineReproduce,
  definePreview,
  defineValidate,
  defineExplain,
  definePlan,
  defineComponents,
  defineSchema,
  defineList,
  defineShow,
  defineCompare,
  defineReport,
  defineTag,
  defineNote,
  defineArchive,
  defineDelete,
  defineBoard,
  defineBench,
  defineDoctor,
  defineBackend,
];
