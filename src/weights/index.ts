export { decodeSafetensors, encodeSafetensors, type SafetensorsArray, type SafetensorsFile } from './safetensors.ts';
export { assignArray, loadStateDict, mismatch, readStateDict, type NamedArray } from './state-dict.ts';
export { readTfjsLayersWeights } from './tfjs-layers.ts';
