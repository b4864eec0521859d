export { toFloat32, type Dtype } from './dtypes.ts';
export { fromKerasDepthwise, fromPyTorch, toPyTorch } from './layout.ts';
export { renameByMap, renamePrefix, renameTensors, type Rename } from './rename.ts';
export { decodeSafetensors, encodeSafetensors, type SafetensorsArray, type SafetensorsFile } from './safetensors.ts';
export { assignArray, loadStateDict, mismatch, readStateDict, type NamedArray } from './state-dict.ts';
export { readTfjsLayersWeights, tfjsLayersFiles } from './tfjs-layers.ts';
