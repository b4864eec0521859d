export { toFloat32, type Dtype, type StoredArray } from './dtypes.ts';
export { fromKerasDepthwise, fromPyTorch, toPyTorch } from './layout.ts';
export { loadWeights } from './load-weights.ts';
export { readWeights, type WeightFile } from './read-weights.ts';
export { renameByMap, renamePrefix, renameTensors, type Rename } from './rename.ts';
export { decodeSafetensors, encodeSafetensors, type SafetensorsFile } from './safetensors.ts';
export { readSafetensorsHeader, type SafetensorsHeader } from './safetensors-header.ts';
export { assignArray, type NamedArray } from './state-dict.ts';
export { readTfjsLayersWeights, tfjsLayersFiles } from './tfjs-layers.ts';
