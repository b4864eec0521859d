import { findAdapter } from '../src/engine/backends/onnxruntime/find-adapter.ts';
console.log(JSON.stringify(await findAdapter()));
