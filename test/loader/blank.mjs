// Blanks out the types of what comes in, a module in TypeScript.
import { text } from 'node:stream/consumers';
import blankSpace from 'ts-blank-space';

process.stdout.write(blankSpace(await text(process.stdin)));
