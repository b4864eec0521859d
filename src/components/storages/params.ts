import { z } from 'zod';

export const cacheParam = z
  .string()
  .default('.cache/tessera')
  .describe('Folder of the packed samples. Samples pack again when a file or a setting changes.');

export const chunkSizeParam = z
  .int()
  .positive()
  .default(64)
  .describe('Samples that are held in memory and written at a time.');
