import type { Rgb } from './mask-facts.ts';

/** Class names of Pascal VOC 2012, by value. */
export const vocNames: readonly string[] = [
  ...['background', 'aeroplane', 'bicycle', 'bird', 'boat', 'bottle', 'bus', 'car', 'cat', 'chair', 'cow'],
  ...['diningtable', 'dog', 'horse', 'motorbike', 'person', 'pottedplant', 'sheep', 'sofa', 'train', 'tvmonitor'],
];

/** The colour that Pascal VOC draws around objects: what is there doesn't count. */
export const vocBorder: Rgb = [224, 224, 192];

/** The 19 classes of Cityscapes' benchmark by the ids of `_labelIds.png`; all other ids are not evaluated. */
export const cityscapesIds: ReadonlyMap<number, string> = new Map([
  ...([
    [7, 'road'],
    [8, 'sidewalk'],
    [11, 'building'],
    [12, 'wall'],
    [13, 'fence'],
    [17, 'pole'],
    [19, 'traffic light'],
    [20, 'traffic sign'],
    [21, 'vegetation'],
    [22, 'terrain'],
    [23, 'sky'],
    [24, 'person'],
    [25, 'rider'],
    [26, 'car'],
    [27, 'truck'],
    [28, 'bus'],
    [31, 'train'],
    [32, 'motorcycle'],
    [33, 'bicycle'],
  ] as const),
]);

/** The colours of CamVid's 32 classes; `Void` is not evaluated. */
export const camvidColors: ReadonlyMap<string, Rgb> = new Map<string, Rgb>([
  ['Animal', [64, 128, 64]],
  ['Archway', [192, 0, 128]],
  ['Bicyclist', [0, 128, 192]],
  ['Bridge', [0, 128, 64]],
  ['Building', [128, 0, 0]],
  ['Car', [64, 0, 128]],
  ['CartLuggagePram', [64, 0, 192]],
  ['Child', [192, 128, 64]],
  ['Column_Pole', [192, 192, 128]],
  ['Fence', [64, 64, 128]],
  ['LaneMkgsDriv', [128, 0, 192]],
  ['LaneMkgsNonDriv', [192, 0, 64]],
  ['Misc_Text', [128, 128, 64]],
  ['MotorcycleScooter', [192, 0, 192]],
  ['OtherMoving', [128, 64, 64]],
  ['ParkingBlock', [64, 192, 128]],
  ['Pedestrian', [64, 64, 0]],
  ['Road', [128, 64, 128]],
  ['RoadShoulder', [128, 128, 192]],
  ['Sidewalk', [0, 0, 192]],
  ['SignSymbol', [192, 128, 128]],
  ['Sky', [128, 128, 128]],
  ['SUVPickupTruck', [64, 128, 192]],
  ['TrafficCone', [0, 0, 64]],
  ['TrafficLight', [0, 64, 64]],
  ['Train', [192, 64, 128]],
  ['Tree', [128, 128, 0]],
  ['Truck_Bus', [192, 128, 192]],
  ['Tunnel', [64, 0, 64]],
  ['VegetationMisc', [192, 192, 0]],
  ['Void', [0, 0, 0]],
  ['Wall', [64, 192, 0]],
]);

/** Names of what is not evaluated, in lists of classes. */
export function meansIgnored(name: string): boolean {
  return /^_*(void|ignored?|unlabell?ed|unlabel|dont[_ ]?care|undefined|unknown|none)_*$/i.test(name);
}
