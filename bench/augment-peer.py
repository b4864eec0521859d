"""Augments one image and mask of noise again and again: `augment-peer.py torchvision 256`.

Reads lines of JSON such as {"transform": "random-crop", "seconds": 0.2} and answers each with images per second, or nan if the library has no such transform."""
import json
import sys
import time

library, size = sys.argv[1], int(sys.argv[2])


def load_torch():
    import torch

    # Some builds of torchvision lack its compiled operators, which transforms don't use.
    register_fake = torch.library.register_fake
    torch.library.register_fake = (
        lambda name, *args, **options: (lambda function: function)
        if str(name).startswith("torchvision::")
        else register_fake(name, *args, **options)
    )
    torch.set_num_threads(1)
    return torch


def torchvision_transforms():
    """Transforms as a user calls them: they draw their own parameters."""
    torch = load_torch()
    from torchvision import tv_tensors
    from torchvision.transforms import InterpolationMode, v2

    image = tv_tensors.Image(torch.randint(0, 256, (3, size, size), dtype=torch.uint8))
    mask = tv_tensors.Mask(torch.randint(0, 3, (size, size), dtype=torch.uint8))
    floats = tv_tensors.Image(image.float() / 255)
    fill = {tv_tensors.Image: 0, tv_tensors.Mask: 255}
    bilinear = InterpolationMode.BILINEAR
    transforms = {
        "horizontal-flip": v2.RandomHorizontalFlip(1),
        "vertical-flip": v2.RandomVerticalFlip(1),
        "color-jitter": v2.ColorJitter(0.4, 0.4, 0.4),
        "color-jitter, hue": v2.ColorJitter(hue=0.2),
        "random-perspective": v2.RandomPerspective(0.5, 1, fill=fill),
        "random-affine": v2.RandomAffine(30, (0.1, 0.1), (0.8, 1.2), 10, interpolation=bilinear, fill=fill),
        "random-rotation": v2.RandomRotation(30, interpolation=bilinear, fill=fill),
        "random-resized-crop": v2.RandomResizedCrop(size, antialias=True),
        "random-crop": v2.RandomCrop(round(size * 0.75)),
        "gaussian-blur": v2.GaussianBlur(5, (0.1, 2)),
        "gaussian-noise": v2.GaussianNoise(),
        "random-erasing": v2.RandomErasing(1),
        "grayscale": v2.RandomGrayscale(1),
        "random-scale, random-crop": v2.Compose(
            [v2.ScaleJitter((size, size), (0.5, 2)), v2.RandomCrop(size, pad_if_needed=True, fill=fill)]
        ),
        # Half of the image's side is 1 there.
        "elastic": v2.ElasticTransform(240.0, 6.0, fill=fill),
    }

    def apply(name):
        transform = transforms[name]
        picture = floats if name == "gaussian-noise" else image
        # A view is not an augmented image yet.
        return lambda: [part.contiguous() for part in transform(picture, mask)]

    return apply


def torchvision_functional():
    """Only the operations on plain tensors, with parameters from Python's `random`: torchvision without its dispatch."""
    torch = load_torch()
    from random import randint, shuffle, uniform

    from torchvision.transforms import InterpolationMode, v2
    from torchvision.transforms.v2 import functional as F

    bilinear, nearest = InterpolationMode.BILINEAR, InterpolationMode.NEAREST
    image = torch.randint(0, 256, (3, size, size), dtype=torch.uint8)
    mask = torch.randint(0, 3, (1, size, size), dtype=torch.uint8)
    floats = image.float() / 255
    black = torch.zeros(3, 1, 1, dtype=torch.uint8)
    resized_crop = v2.RandomResizedCrop(size)
    last, reach, side = size - 1, size // 4, round(size * 0.75)

    def both(operation):
        return [operation(image), operation(mask)]

    def warp(operation):
        return [operation(image, bilinear, 0), operation(mask, nearest, 255)]

    def jitter():
        operations = [F.adjust_brightness, F.adjust_contrast, F.adjust_saturation]
        shuffle(operations)
        out = image
        for operation in operations:
            out = operation(out, uniform(0.6, 1.4))
        return [out]

    def perspective():
        low, high = lambda: randint(0, reach), lambda: randint(last - reach, last)
        start = [[0, 0], [last, 0], [last, last], [0, last]]
        end = [[low(), low()], [high(), low()], [high(), high()], [low(), high()]]
        return warp(lambda x, mode, fill: F.perspective(x, start, end, mode, fill))

    def affine():
        shift = lambda: randint(-size // 10, size // 10)
        given = uniform(-30, 30), [shift(), shift()], uniform(0.8, 1.2), [uniform(-10, 10), 0.0]
        return warp(lambda x, mode, fill: F.affine(x, *given, mode, fill))

    def rotate():
        angle = uniform(-30, 30)
        return warp(lambda x, mode, fill: F.rotate(x, angle, mode, fill=fill))

    def crop_and_resize():
        drawn = resized_crop.make_params([image])
        window = [drawn[name] for name in ("top", "left", "height", "width")]
        return [F.resized_crop(x, *window, [size, size], mode) for x, mode in ((image, bilinear), (mask, nearest))]

    def rotate90(quarters):
        return both(lambda x: torch.rot90(x, quarters, (-2, -1)))

    def crop():
        top, left = randint(0, size - side), randint(0, size - side)
        return both(lambda x: F.crop(x, top, left, side, side))

    def erase():
        height, width = randint(size // 6, size // 2), randint(size // 6, size // 2)
        return [F.erase(image, randint(0, size - height), randint(0, size - width), height, width, black)]

    operations = {
        "horizontal-flip": lambda: both(F.horizontal_flip),
        "vertical-flip": lambda: both(F.vertical_flip),
        "color-jitter": jitter,
        "color-jitter, hue": lambda: [F.adjust_hue(image, uniform(-0.2, 0.2))],
        "random-perspective": perspective,
        "random-affine": affine,
        "random-rotation": rotate,
        "random-resized-crop": crop_and_resize,
        "random-crop": crop,
        "gaussian-blur": lambda: [F.gaussian_blur(image, [5, 5], [uniform(0.1, 2)] * 2)],
        "gaussian-noise": lambda: [F.gaussian_noise(floats, 0.0, 0.1, True)],
        "random-erasing": erase,
        "grayscale": lambda: [F.rgb_to_grayscale(image, 3)],
        "random-rotate90": lambda: rotate90(randint(0, 3)),
    }
    return lambda name: lambda: [part.contiguous() for part in operations[name]()]


def albumentations_transforms():
    import albumentations as A
    import cv2
    import numpy

    cv2.setNumThreads(1)
    image = numpy.random.randint(0, 256, (size, size, 3), dtype=numpy.uint8)
    mask = numpy.random.randint(0, 3, (size, size), dtype=numpy.uint8)
    transforms = {
        "horizontal-flip": A.HorizontalFlip(p=1),
        "vertical-flip": A.VerticalFlip(p=1),
        "color-jitter": A.ColorJitter((0.6, 1.4), (0.6, 1.4), (0.6, 1.4), (0, 0), p=1),
        "color-jitter, hue": A.ColorJitter((1, 1), (1, 1), (1, 1), (-0.2, 0.2), p=1),
        "random-perspective": A.Perspective(p=1),
        "random-affine": A.Affine(scale=(0.8, 1.2), translate_percent=(-0.1, 0.1), rotate=(-30, 30), shear=(-10, 10), p=1),
        "random-rotation": A.Rotate(30, p=1),
        "random-resized-crop": A.RandomResizedCrop((size, size), p=1),
        "random-crop": A.RandomCrop(round(size * 0.75), round(size * 0.75), p=1),
        "gaussian-blur": A.GaussianBlur((5, 5), (0.1, 2), p=1),
        "gaussian-noise": A.GaussNoise(p=1),
        "random-erasing": A.CoarseDropout(num_holes_range=(1, 1), p=1),
        "grayscale": A.ToGray(p=1),
        "random-rotate90": A.RandomRotate90(p=1),
        "random-scale, random-crop": A.Compose([A.RandomScale((-0.5, 1), p=1), A.RandomCrop(size, size, pad_if_needed=True)]),
        "elastic": A.ElasticTransform(120, 6, p=1),
        "hue-saturation-value": A.HueSaturationValue(p=1),
        "brightness-contrast": A.RandomBrightnessContrast(p=1),
    }

    def apply(name):
        transform = A.Compose([transforms[name]])
        return lambda: [numpy.ascontiguousarray(part) for part in transform(image=image, mask=mask).values()]

    return apply


libraries = {
    "torchvision": torchvision_transforms,
    "functional": torchvision_functional,
    "albumentations": albumentations_transforms,
}
apply = libraries[library]()
if "--probe" in sys.argv:
    sys.exit(0)
for line in sys.stdin:
    request = json.loads(line)
    try:
        run = apply(request["transform"])
        run()
    except KeyError:
        print("nan", flush=True)
        continue
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < request["seconds"]:
        run()
        done += 1
    print(done / (time.perf_counter() - started), flush=True)
