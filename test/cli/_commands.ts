import { writeFileSync } from 'node:fs';
import { processContext } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';

// Runs commands one after the other on the streams of this process, and writes their exit codes to a file.
const [commands, file] = process.argv.slice(2) as [string, string];
const context = processContext();
const codes: number[] = [];
for (const args of JSON.parse(commands) as string[][]) codes.push(await main(args, context));
writeFileSync(file, JSON.stringify(codes));
