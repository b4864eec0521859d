import { z } from 'zod';
import { cacheFolder } from '../../core/cache-folder.ts';

export const cacheParam = z
  .string()
  .default(cacheFolder)
  .describe('Folder of the packed samples. They are packed again when a file or a setting changes.');

export const chunkSizeParam = z
  .int()
  .positive()
  .default(64)
  .describe('Number of samples that are held in memory and written at a time.');
