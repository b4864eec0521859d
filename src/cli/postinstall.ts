import { installedVersion } from '../engine/packages.ts';
import { fetchWithNpm, installOnnxRuntime } from '../engine/backends/onnxruntime/install.ts';

/**
 * What npm runs once the package is installed: fetches ONNX Runtime, if the project has none. It never makes the
 * install fail: a run that finds none says so, and `tessera doctor` says why.
 */
if (installedVersion('onnxruntime-node') === undefined)
  await installOnnxRuntime({ fetchPackages: fetchWithNpm(process.env['INIT_CWD'] ?? process.cwd()) }).catch(() => {});
