import { testCases } from '../../contract.ts';
import { registerForcedBlocks } from './forced-blocks.ts';

for (const size of [1, 8, 16]) testCases(registerForcedBlocks(size));
