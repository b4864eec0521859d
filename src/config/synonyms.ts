const table: Readonly<Record<string, readonly string[]>> = {
  learning_rate: ['lr'], base_lr: ['lr'], max_lr: ['lr'],
  wd: ['weight_decay'], l2: ['weight_decay'],
  bs: ['batch_size'], samples_per_gpu: ['batch_size'],
  num_epochs: ['epochs'], max_epochs: ['epochs'], n_epochs: ['epochs'],
  criterion: ['loss'], losses: ['loss'], objective: ['loss'],
  backbone: ['encoder'], pretrained: ['weights'], checkpoint: ['weights'],
  data: ['dataset'], data_root: ['root'], path: ['root'], dir: ['root'],
  transforms: ['augmentations'], augment: ['augmentations'], pipeline: ['augmentations'],
  optim: ['optimizer'], lr_scheduler: ['scheduler'], schedule: ['scheduler'], lr_schedule: ['scheduler'],
  trainer: ['train'], training: ['train'], network: ['model'], net: ['model'],
  metric: ['metrics'], random_seed: ['seed'], manual_seed: ['seed'],
  defaults: ['extends'], _base_: ['extends'], base: ['extends'], inherit: ['extends'],
  prob: ['p'], probability: ['p'], distortion_scale: ['distortion'],
  device: ['backend'], val_interval: ['validate_every'], val_every: ['validate_every'],
};

/** What a key of other frameworks is called here. */
export function synonymsOf(key: string): readonly string[] {
  return Object.hasOwn(table, key) ? table[key]! : [];
}
