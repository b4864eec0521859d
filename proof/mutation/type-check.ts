import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { candidatesOf } from './candidates.ts';
import { loadersOf, type Imports } from './imports.ts';
import { applyMutant, type Mutant } from './mutant.ts';

/** One warm language service for the whole project. */
export interface TypeChecks {
  /** Paths of all files of the project, from its root. */
  readonly files: readonly string[];
  candidates(file: string): Mutant[];
  /** Whether the mutated file, and the files that import it, still have the types they should. */
  accepts(mutant: Mutant, imports: Imports): boolean;
}

export function startTypeChecks(root: string): TypeChecks {
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const changed = new Map<string, string>();
  const versions = new Map<string, number>();
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => String(versions.get(path) ?? 0),
    getScriptSnapshot: (path) => {
      const text = changed.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
  });
  const set = (path: string, text: string | undefined) => {
    if (text === undefined) changed.delete(path);
    else changed.set(path, text);
    versions.set(path, (versions.get(path) ?? 0) + 1);
  };
  return {
    files: fileNames.map((path) => path.slice(root.length + 1)),
    candidates: (file) => {
      const program = service.getProgram()!;
      const source = program.getSourceFile(join(root, file));
      if (!source) throw new Error(`${file} is no file of the project`);
      return candidatesOf(file, source, program.getTypeChecker());
    },
    accepts: (mutant, imports) => {
      const path = join(root, mutant.file);
      set(path, applyMutant(readFileSync(path, 'utf8'), mutant));
      try {
        return [mutant.file, ...loadersOf(mutant.file, imports)].every((file) => isRight(join(root, file)));
      } finally {
        set(path, undefined);
      }
    },
  };

  function isRight(path: string): boolean {
    return service.getSyntacticDiagnostics(path).length === 0 && service.getSemanticDiagnostics(path).length === 0;
  }
}
