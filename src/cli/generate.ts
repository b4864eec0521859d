import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processContext } from './context.ts';
import { generatedFiles } from './generated-files.ts';
import { createProgram } from './main.ts';

/** `npm run generate`: writes the editor schema and the generated parts of the docs. */
const root = process.cwd();
const program = createProgram([], processContext(), () => {});
for (const [file, text] of Object.entries(await generatedFiles(root, program))) await writeFile(join(root, file), text);
