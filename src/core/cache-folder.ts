/**
 * Where hashes, sizes and surveys of files are kept, in the working directory. It is also the default place of packed
 * samples.
 */
export const cacheFolder = '.cache/tessera';
