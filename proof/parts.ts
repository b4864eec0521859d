import { boardPart } from './board/part.ts';
import { demo } from './demo.ts';
import { documentedCommandsPart } from './documented-commands.ts';
import { engines } from './engines.ts';
import { exportsPart } from './exports.ts';
import { faultsPart } from './faults/part.ts';
import { longTests } from './long-tests.ts';
import { largePhoto } from './large-photo.ts';
import { mutation } from './mutation/part.ts';
import { questionsPart } from './questions.ts';
import { packedWriter } from './packed-writer.ts';
import { packedTarball } from './packed-tarball.ts';
import { slurmPart } from './slurm.ts';
import { sweepKills } from './sweep-kills.ts';
import type { Part } from './part.ts';

/** All parts, the quickest first. Another one is a file and a line here. */
export const parts: readonly Part[] = [
  packedWriter,
  packedTarball,
  documentedCommandsPart,
  demo,
  largePhoto,
  boardPart,
  engines,
  exportsPart,
  questionsPart,
  longTests,
  sweepKills,
  slurmPart,
  faultsPart,
  mutation,
];
