/** A device as WebGPU found it. */
export interface Adapter {
  /** As its driver calls it: `NVIDIA H100 80GB HBM3`. */
  readonly name: string;
  /** The driver's file or version, or the interface through which it is used. */
  readonly driver: string;
}

export type AdapterPresence =
  { readonly there: true; readonly adapter: Adapter } | { readonly there: false; readonly why: string };

/** How a process ended that computed one sum on the device, and what the libraries wrote meanwhile. */
export interface Trial {
  /** Whether the sum was right. */
  readonly worked: boolean;
  readonly log: string;
}

/**
 * What the log of a trial says about the adapter. No interface of ONNX Runtime tells its name. On Linux the Vulkan
 * loader says which device was opened through which driver; elsewhere ONNX Runtime lists the devices that it
 * discovered.
 */
export function readAdapter({ worked, log }: Trial, platform: NodeJS.Platform): AdapterPresence {
  if (!worked) return { there: false, why: whyNot(log) };
  const opened = /Using "(.+?)" with driver: "(.+?)"/.exec(log);
  const [name, driver] = opened ? [opened[1]!, opened[2]!.replace(/.*\//, '')] : discovered(log, platform);
  return { there: true, adapter: { name, driver } };
}

/** Whether it is an emulation on the processor, such as SwiftShader or llvmpipe. */
export function isSoftware({ name, driver }: Adapter): boolean {
  return software.test(`${name} ${driver}`);
}

const software = /swiftshader|llvmpipe|lavapipe|libvulkan_lvp|softpipe|basic render|\bwarp\b/i;

function whyNot(log: string): string {
  if (/libvulkan\.so[^\n]*cannot open|Couldn't load Vulkan/.test(log))
    return 'the Vulkan loader libvulkan.so.1 is not installed';
  if (/No supported adapters|Failed to get a WebGPU adapter/.test(log)) return 'no driver offers a device to WebGPU';
  const error = /^trial failed: (.*)$/m.exec(log)?.[1];
  return error === undefined
    ? 'the process that tried the device ended without an answer'
    : `the device failed: ${error}`;
}

/** The first graphics card of ONNX Runtime's list, by its maker. */
function discovered(log: string, platform: NodeJS.Platform): [name: string, driver: string] {
  const devices = [...log.matchAll(/Discovered OrtHardwareDevice \{[^}]*?vendor:([^,]*), type:1/g)];
  const driver = { darwin: 'Metal', win32: 'Direct3D 12' }[platform as string] ?? 'Vulkan';
  return [devices[0] ? `${devices[0][1]!.trim()} GPU` : 'an unnamed GPU', driver];
}
