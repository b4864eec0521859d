/**
 * Whether tests run in their long form: more copies, steps or pixels than before every change. `npm run proof -- long`
 * runs every test file that asks.
 */
export const long = process.env['TESSERA_LONG'] === '1';
