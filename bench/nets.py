"""The networks of `step-nets.ts` in PyTorch, with random weights."""
import torch
from torch import nn
from torch.nn import functional as F


class Same(nn.Module):
    """TensorFlow's 'same' padding of a 3x3 convolution: at stride 2 the extra row is at the end."""

    def __init__(self, stride):
        super().__init__()
        self.pads = (1, 1, 1, 1) if stride == 1 else (0, 1, 0, 1)

    def forward(self, x):
        return F.pad(x, self.pads)


def folded(inputs, outputs, kernel, stride, groups=1):
    """Convolution with batch norm folded in, and ReLU6: the frozen encoder at its fastest."""
    if kernel == 3 and stride == 1:
        return nn.Sequential(nn.Conv2d(inputs, outputs, 3, 1, 1, groups=groups), nn.ReLU6(inplace=True))
    pad = [Same(stride)] if kernel == 3 else []
    return nn.Sequential(*pad, nn.Conv2d(inputs, outputs, kernel, stride, groups=groups), nn.ReLU6(inplace=True))


class MobileNet(nn.Module):
    BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]

    def __init__(self, alpha=0.75):
        super().__init__()
        channels = int(32 * alpha)
        self.first = folded(3, channels, 3, 2)
        self.blocks = nn.ModuleList()
        for full, stride in self.BLOCKS:
            outputs = int(full * alpha)
            self.blocks.append(nn.Sequential(folded(channels, channels, 3, stride, channels), folded(channels, outputs, 1, 1)))
            channels = outputs

    def forward(self, x):
        x = self.first(x)
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index == 4:
                main = x
        return main, x


def conv_bn_relu(inputs, outputs, kernel):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, outputs, stride):
        super().__init__()
        norm = lambda conv: nn.Sequential(conv, nn.BatchNorm2d(conv.out_channels))
        self.layers = nn.Sequential(
            norm(nn.Conv2d(inputs, width, 1, bias=False)), nn.ReLU(inplace=True),
            norm(nn.Conv2d(width, width, 3, stride, 1, groups=32, bias=False)), nn.ReLU(inplace=True),
            norm(nn.Conv2d(width, outputs, 1, bias=False)),
        )
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else norm(nn.Conv2d(inputs, outputs, 1, stride, bias=False))

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))


class ResNeXt(nn.Module):
    """torchvision's resnext50_32x4d, to its features of stride 8 and 32."""

    def __init__(self):
        super().__init__()
        first = nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True))
        layers, inputs = [first, nn.MaxPool2d(3, 2, 1)], 64
        for stage, depth in enumerate([3, 4, 6, 3]):
            for index in range(depth):
                outputs, stride = 256 * 2**stage, 2 if stage > 0 and index == 0 else 1
                layers.append(Bottleneck(inputs, outputs // 2, outputs, stride))
                inputs = outputs
        self.main, self.last = nn.Sequential(*layers[:9]), nn.Sequential(*layers[9:])

    def forward(self, x):
        main = self.main(x)
        return main, self.last(main)


class PspNet(nn.Module):
    def __init__(self, encoder=None, main=192, last=768, out=64, frozen=True, classes=3):
        super().__init__()
        self.encoder, self.frozen = encoder or MobileNet(), frozen
        if frozen:
            self.encoder.requires_grad_(False).eval()
        pooled = lambda size: nn.Sequential(nn.AdaptiveAvgPool2d(size), conv_bn_relu(main, main // 4, 1))
        self.bins = nn.ModuleList(pooled(size) for size in (1, 2, 3, 6))
        self.supplementary = nn.Sequential(conv_bn_relu(last, last // 2, 3), nn.Dropout2d(0.1), conv_bn_relu(last // 2, main, 1))
        up = lambda inputs, outputs: nn.Sequential(conv_bn_relu(inputs, outputs, 3), nn.Upsample(scale_factor=2))
        self.up = nn.Sequential(up(4 * main, main), up(main, main // 2), up(main // 2, out))
        self.head = nn.Conv2d(out, classes, 1)

    def forward(self, x):
        with torch.set_grad_enabled(not self.frozen):
            main, last = self.encoder(x)
            last = F.interpolate(last, main.shape[2:], mode='bilinear', align_corners=True)
        context = [F.interpolate(layer(main), main.shape[2:]) for layer in self.bins]
        return self.head(self.up(torch.cat([main, main, *context, self.supplementary(last)], 1)))


class UNet(nn.Module):
    WIDTHS = [16, 32, 64, 96, 128]

    def __init__(self, classes):
        super().__init__()
        sizes = [3, *self.WIDTHS]
        self.down = nn.ModuleList(
            nn.Sequential(nn.Conv2d(a, b, 3, 2, 1), nn.BatchNorm2d(b), nn.ReLU(inplace=True)) for a, b in zip(sizes, sizes[1:])
        )
        self.up = nn.ModuleList()
        channels = self.WIDTHS[-1]
        for skip in [*self.WIDTHS[-2::-1], 0]:
            width = skip or self.WIDTHS[0]
            self.up.append(nn.Sequential(conv_bn_relu(channels + skip, width, 3), conv_bn_relu(width, width, 3)))
            channels = width
        self.head = nn.Conv2d(channels, classes, 1)

    def forward(self, x):
        features = []
        for stage in self.down:
            x = stage(x)
            features.append(x)
        for layer, skip in zip(self.up, [*features[-2::-1], None]):
            x = F.interpolate(x, scale_factor=2)
            x = layer(x if skip is None else torch.cat([x, skip], 1))
        return self.head(x)


def build(net, classes):
    """A network by the name that `step-nets.ts` gives it."""
    return {
        'pspnet': lambda: PspNet(classes=classes),
        'notebook': lambda: PspNet(ResNeXt(), 512, 2048, 128, classes=classes),
        'resnext': lambda: PspNet(ResNeXt(), 512, 2048, 128, frozen=False, classes=classes),
        'unet': lambda: UNet(classes),
    }[net]()
