"""The PyTorch side of `npm run bench -- step`: one training step for each line on standard input.

Arguments: network, threads, batch size, image size, classes, memory format (contiguous or channels_last).
"""
import json
import resource
import sys
import time

import torch
from torch.nn import functional as F

from nets import build

net, memory_format = sys.argv[1], sys.argv[6]
threads, batch_size, image_size, classes = (int(text) for text in sys.argv[2:6])
torch.set_num_threads(threads)
torch.manual_seed(0)
FORMAT = torch.channels_last if memory_format == 'channels_last' else torch.contiguous_format

model = build(net, classes).to(memory_format=FORMAT)
parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
optimizer = torch.optim.Adam(parameters, lr=1e-3, weight_decay=1e-5)
images = torch.rand(batch_size, 3, image_size, image_size).mul(2).sub(1).to(memory_format=FORMAT)
labels = torch.randint(0, classes, (batch_size, image_size, image_size))

for _ in sys.stdin:
    start, cpu_start = time.perf_counter(), time.process_time()
    optimizer.zero_grad(set_to_none=True)
    logits = model(images)
    loss = F.cross_entropy(logits, labels, ignore_index=255)
    loss.backward()
    optimizer.step()
    logits.argmax(1)
    value = loss.item()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    print(json.dumps({'ms': took * 1000, 'cpuMs': cpu * 1000, 'loss': value, 'peakMiB': peak}), flush=True)
