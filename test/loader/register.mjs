// `node --import=./test/loader/register.mjs x.ts` runs TypeScript from source, as AVA does for the tests.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
