"""The PyTorch side of `npm run bench -- predict`: predicts all photos of a folder for each line on standard input.

Arguments: network, folder of photos, folder for answers, image size, classes, batch size, threads. Photos are decoded and
answers are written by Pillow in threads, while the network (channels_last) works.
"""
import json
import os
import resource
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from nets import build

net, photo_folder, answers = sys.argv[1:4]
size, classes, batch_size, threads = (int(text) for text in sys.argv[4:8])
torch.set_num_threads(threads)
model = build(net, classes).eval().to(memory_format=torch.channels_last)
colors = np.array([(60 * index, 200, 90) for index in range(classes)], np.uint8)
MULTIPLE = 32


def read(name):
    image = Image.open(os.path.join(photo_folder, name)).convert('RGB')
    scale = size / min(image.size)
    scaled = image.resize([int(side * scale) for side in image.size], Image.BILINEAR)
    pixels = np.asarray(scaled, np.float32) / 127.5 - 1
    height, width = pixels.shape[:2]
    padded = np.zeros([-(-height // MULTIPLE) * MULTIPLE, -(-width // MULTIPLE) * MULTIPLE, 3], np.float32)
    padded[:height, :width] = pixels
    return name, image, (height, width), torch.from_numpy(padded.transpose(2, 0, 1))


def write(name, image, labels):
    for folder in ('labels', 'overlays'):
        os.makedirs(os.path.join(answers, 'pytorch', folder), exist_ok=True)
    target = Image.fromarray(labels, 'P')
    target.putpalette(colors.tobytes())
    stem = os.path.splitext(name)[0] + '.png'
    target.save(os.path.join(answers, 'pytorch', 'labels', stem))
    overlay = (np.asarray(image, np.uint16) + colors[labels]) // 2
    Image.fromarray(overlay.astype(np.uint8)).save(os.path.join(answers, 'pytorch', 'overlays', stem), compress_level=3)


@torch.inference_mode()
def predict(photos):
    batch = torch.stack([photo[3] for photo in photos]).to(memory_format=torch.channels_last)
    for (name, image, (height, width), _), logits in zip(photos, model(batch)):
        whole = F.interpolate(logits[None, :, :height, :width], image.size[::-1], mode='bilinear', align_corners=False)
        confidence, labels = whole.softmax(1).max(1)
        confidence.mean()
        yield name, image, labels[0].to(torch.uint8).numpy()


def run(pool):
    reading = [pool.submit(read, name) for name in sorted(os.listdir(photo_folder))]
    writing = []
    for first in range(0, len(reading), batch_size):
        photos = [one.result() for one in reading[first:first + batch_size]]
        writing += [pool.submit(write, *answer) for answer in predict(photos)]
    for one in writing:
        one.result()


for _ in sys.stdin:
    shutil.rmtree(os.path.join(answers, 'pytorch'), ignore_errors=True)
    start, cpu_start = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(threads) as pool:
        run(pool)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    print(json.dumps({'ms': took * 1000, 'cpuMs': cpu * 1000, 'peakMiB': peak}), flush=True)
