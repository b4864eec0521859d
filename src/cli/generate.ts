import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

/** `npm run generate`: writes the editor schema and the generated parts of the docs. */
const root = process.cwd();
for (const [file, text] of Object.entries(await generatedFiles(root))) await writeFile(join(root, file), text);
