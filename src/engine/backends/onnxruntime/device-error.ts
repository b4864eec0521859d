import { messageOf, TesseraError } from '../../../core/errors/index.ts';

/**
 * Does work on a device. If the device is lost meanwhile, as after a reset of its driver, the error says so: everything
 * in its memory is gone.
 * @throws TesseraError `device-lost`, or whatever the work throws
 */
export function asDeviceError<T>(work: () => T | Promise<T>): T | Promise<T> {
  try {
    const result = work();
    return result instanceof Promise ? result.catch((error: unknown) => Promise.reject(named(error))) : result;
  } catch (error) {
    throw named(error);
  }
}

/** What Dawn, Vulkan, Direct3D and CUDA say. */
const losses =
  /device.{0,20}\blost\b|DEVICE_LOST|DEVICE_REMOVED|DEVICE_HUNG|Failed to wait for the operation|illegal memory access/i;

function named(error: unknown): unknown {
  const message = messageOf(error);
  if (!losses.test(message)) return error;
  return new TesseraError(
    {
      code: 'device-lost',
      message: `Expected the GPU to answer, but it was lost: ${message.split('\n')[0]}`,
      hints: [
        '--resume goes on from the last checkpoint',
        'the system log says why: a reset of the driver, too little memory, a card that was taken away',
      ],
    },
    { cause: error },
  );
}
