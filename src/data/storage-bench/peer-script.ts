/**
 * Measures Python's libraries on the same data: one round that reads every sample into arrays, as a DataLoader's worker
 * does. Reads a JSON request from standard input, and prints samples per second by peer and order.
 */
export const peerScript = `
import json, os, sys, time
request = json.load(sys.stdin)
height, width = request["height"], request["width"]

def forget(files):
    for name in files:
        with open(name, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

def numpy_memmap(files):
    import numpy
    images, masks = (numpy.load(name, mmap_mode="r") for name in files)
    return lambda index: (numpy.array(images[index]), numpy.array(masks[index]))

def h5py_file(files):
    import h5py
    file = h5py.File(files[0])
    images, masks = file["images"], file["masks"]
    return lambda index: (images[index], masks[index])

def pillow(files):
    import numpy
    from PIL import Image
    pairs = list(zip(files[::2], files[1::2]))
    def read(index):
        photo, mask = Image.open(pairs[index][0]).convert("RGB"), Image.open(pairs[index][1])
        tall = height / photo.height >= width / photo.width
        size = (height * photo.width // photo.height, height) if tall else (width, width * photo.height // photo.width)
        left, top = round((size[0] - width) / 2), round((size[1] - height) / 2)
        box = (left, top, left + width, top + height)
        return (numpy.array(photo.resize(size, Image.BILINEAR).crop(box)), numpy.array(mask.resize(size, Image.NEAREST).crop(box)))
    return read

peers = {"numpy.memmap": numpy_memmap, "h5py": h5py_file, "PIL": pillow}
answer = {}
for name, files in request["files"].items():
    answer[name] = {}
    for order, indices in request["orders"].items():
        read = None
        if request["cold"]:
            forget(files)
        # Opened anew: what is mapped is not forgotten.
        read = peers[name](files)
        started = time.perf_counter()
        for index in indices:
            read(index)
        answer[name][order] = len(indices) / (time.perf_counter() - started)
print(json.dumps(answer))
`;
