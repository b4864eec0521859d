import { testCases } from '../../contract.ts';
import { registerForcedBlocks, registerForcedGpu } from './forced-blocks.ts';

for (const size of [1, 8, 16]) testCases(registerForcedBlocks(size));
testCases(registerForcedGpu());
