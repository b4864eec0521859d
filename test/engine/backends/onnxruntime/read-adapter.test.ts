import test from 'ava';
import { isMeasured } from '../../../../src/engine/backends/onnxruntime/measured-faster.ts';
import { isSoftware, readAdapter } from '../../../../src/engine/backends/onnxruntime/read-adapter.ts';

const opened = (name: string, driver: string) => `DRIVER | LAYER:          Using "${name}" with driver: "${driver}"\n`;

test("the Vulkan loader's log says which card was opened, and through which driver", (t) => {
  const log = `INFO | DRIVER:   [0] llvmpipe (LLVM 15)\n${opened('NVIDIA H100 80GB HBM3', '/usr/lib/libGLX_nvidia.so.0')}`;
  t.deepEqual(readAdapter({ worked: true, log }, 'linux'), {
    there: true,
    adapter: { name: 'NVIDIA H100 80GB HBM3', driver: 'libGLX_nvidia.so.0' },
  });
});

test("elsewhere ONNX Runtime's list of devices says whose card it is", (t) => {
  const log = [
    'Discovered OrtHardwareDevice {vendor_id:0x106b, device_id:0x0, vendor:Apple, type:0, metadata: []}',
    'Discovered OrtHardwareDevice {vendor_id:0x106b, device_id:0x0, vendor:Apple, type:1, metadata: []}',
  ].join('\n');
  const adapter = { name: 'Apple GPU', driver: 'Metal' };
  t.deepEqual(readAdapter({ worked: true, log }, 'darwin'), { there: true, adapter });
});

for (const [log, why] of [
  [
    "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file",
    /libvulkan\.so\.1 is not installed/,
  ],
  ['trial failed: Failed to get a WebGPU adapter: No supported adapters', /no driver offers a device/],
  ['trial failed: out of memory', /the device failed: out of memory/],
  ['', /ended without an answer/],
] as const) {
  test(`a device that didn't work says why: ${why.source}`, (t) => {
    const presence = readAdapter({ worked: false, log }, 'linux');
    t.regex(presence.there ? '' : presence.why, why);
  });
}

for (const [name, driver, expected] of [
  ['SwiftShader Device (Subzero)', 'libvk_swiftshader.so', true],
  ['llvmpipe (LLVM 15.0.6, 256 bits)', 'libvulkan_lvp.so', true],
  ['AMD Radeon RX 6800 (RADV NAVI21)', 'libvulkan_radeon.so', false],
] as const) {
  test(`${name} is ${expected ? 'an emulation' : 'a card'}, and not taken without being asked for`, (t) => {
    t.is(isSoftware({ name, driver }), expected);
    t.false(isMeasured({ name, driver }));
  });
}
