import ts from 'typescript';
import { candidatesOf } from '../../../proof/mutation/candidates.ts';
import type { Mutant } from '../../../proof/mutation/mutant.ts';

/** All mutants of a text, as if it were `src/room/file.ts` of a project that has nothing else. */
export function candidatesOfText(text: string, file = 'src/room/file.ts'): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram(
    [file],
    { noLib: true, types: [], strict: true },
    {
      ...host,
      getSourceFile: (name) => (name === file ? source : undefined),
    },
  );
  return candidatesOf(file, source, program.getTypeChecker());
}
