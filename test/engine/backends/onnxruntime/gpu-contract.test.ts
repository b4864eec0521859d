import { testContract } from '../../contract.ts';

await testContract('onnxruntime', 'gpu');
