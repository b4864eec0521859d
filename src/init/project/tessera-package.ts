import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../../core/package-file.ts';
import type { ProjectPackage } from './project-files.ts';

/** The running package, as another one depends on it: by its version, or by its folder if it is not published. */
export function tesseraPackage(): ProjectPackage {
  const file = fileURLToPath(packageFile('package.json'));
  const {
    name,
    version,
    private: isPrivate,
  } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly private?: boolean;
  };
  return { name, version: isPrivate ? `file:${dirname(file)}` : version };
}
