"""
Runs weights that `tessera export --to safetensors` wrote in real PyTorch: run_exported.py NETWORK WEIGHTS IMAGES N H W LOGITS.
IMAGES has float32 numbers [N, H, W, 3], normalised; LOGITS gets float32 numbers [N, H, W, classes]. The networks are written
here and in test/fixtures/nn/notebook.py with PyTorch's own layers; `load_state_dict` takes the file as it is.
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2] / "test/fixtures/nn"))
from notebook import ConvNet, Decoder, Head  # noqa: E402


def read(path):
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__")
    body = data[8 + length :]
    return {
        name: torch.from_numpy(np.frombuffer(body[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"]).copy())
        for name, entry in header.items()
    }


class DecoderBlock(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        conv = lambda a, b: [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
        self.convs = nn.Sequential(*conv(i, o), *conv(o, o))

    def forward(self, x, *skips):
        return self.convs(torch.cat([F.interpolate(x, scale_factor=2), *skips], dim=1))


class UNet(nn.Module):
    """Ronneberger et al. 2015 on a plain encoder whose first stage has stride 2."""

    def __init__(self, widths, classes):
        super().__init__()
        self.encoder = ConvNet(widths)
        outs = [*widths[-2::-1], widths[0]]
        ins = [widths[-1], *outs[:-1]]
        skips = [*widths[-2::-1], 0]
        self.decoder = nn.ModuleList(DecoderBlock(i + skip, o) for i, skip, o in zip(ins, skips, outs))
        self.head = Head(outs[-1], classes)

    def forward(self, images):
        *finer, x = self.encoder(images)
        for block, skip in zip(self.decoder, [[feature] for feature in reversed(finer)] + [[]]):
            x = block(x, *skip)
        return self.head(x)


class ConvBlock(nn.Module):
    """Keras's convolution of MobileNet: 'same' padding, which is at the end where the stride is 2 and the size even."""

    def __init__(self, i, o, k, stride=1, groups=1):
        super().__init__()
        self.conv = nn.Conv2d(i, o, k, stride=stride, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(o, eps=1e-3)
        self.padding = (0, 0, 0, 0) if k == 1 else (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1)

    def forward(self, x):
        return F.relu6(self.bn(self.conv(F.pad(x, self.padding))))


class MobileNetV1(nn.Module):
    """Howard et al. 2017, table 1, with Keras's names."""

    channels = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024]
    strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]

    def __init__(self, alpha):
        super().__init__()
        i = int(32 * alpha)
        self.conv1 = ConvBlock(3, i, 3, stride=2)
        for index, (channels, stride) in enumerate(zip(self.channels, self.strides), start=1):
            o = int(channels * alpha)
            self.add_module(f"conv_dw_{index}", ConvBlock(i, i, 3, stride, groups=i))
            self.add_module(f"conv_pw_{index}", ConvBlock(i, o, 1))
            i = o

    def forward(self, x):
        features = []
        for name, layer in self.named_children():
            x = layer(x)
            if name in ("conv_pw_5", "conv_pw_13"):
                features.append(x)
        return features


class PSPNet(nn.Module):
    """The notebook's decoder and head on MobileNetV1's features of strides 8 and 32."""

    def __init__(self, alpha, bins, out, classes):
        super().__init__()
        self.encoder = MobileNetV1(alpha)
        self.decoder = Decoder(int(256 * alpha), int(1024 * alpha), bins, out)
        self.head = Head(out, classes)

    def forward(self, images):
        return self.head(self.decoder(*self.encoder(images)))


networks = {
    "unet": lambda: UNet([4, 8, 16], 3),
    "pspnet": lambda: PSPNet(0.25, [1, 2, 3, 6], 6, 3),
}
kind, weights, images, n, h, w, logits = sys.argv[1:]
network = networks[kind]().eval()
result = network.load_state_dict(read(weights), strict=False)
left = [name for name in result.missing_keys if not name.endswith("num_batches_tracked")] + result.unexpected_keys
if left:
    sys.exit(f"these tensors don't fit: {left}")
x = torch.from_numpy(np.fromfile(images, np.float32).reshape(int(n), int(h), int(w), 3).transpose(0, 3, 1, 2).copy())
with torch.no_grad():
    answer = network(x).permute(0, 2, 3, 1).contiguous().numpy()
answer.astype(np.float32).tofile(logits)
print(json.dumps({"torch": torch.__version__, "tensors": len(network.state_dict()) - sum("num_batches" in k for k in network.state_dict())}))
