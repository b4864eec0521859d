export { currentFormat, firstFormat, migrate, withFormat, type MigrateOptions } from './migrate.ts';
export type { Document, JsonObject, Migration } from './migrations.ts';
export { readFormatted } from './read.ts';
export { spellOut, spellOutIn } from './spell-out.ts';
