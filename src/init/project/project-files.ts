/** The package that a project depends on: its name, and a version or a place. */
export interface ProjectPackage {
  readonly name: string;
  readonly version: string;
}

/** The files of a new project by their paths, with `/` between names. */
export function projectFiles(projectName: string, tessera: ProjectPackage): Readonly<Record<string, string>> {
  const schema = `node_modules/${tessera.name}/schemas/experiment.schema.json`;
  return {
    'package.json': json({
      name: projectName,
      private: true,
      type: 'module',
      scripts: { validate: 'tessera validate experiments', board: 'tessera board' },
      dependencies: { [tessera.name]: tessera.version },
    }),
    '.gitignore': [
      'node_modules/',
      'runs/',
      '.cache/',
      '# photos, masks and weights are rarely kept in git',
      'data/',
      'weights/',
      '',
    ].join('\n'),
    '.vscode/settings.json': json({ 'yaml.schemas': { [`./${schema}`]: ['experiments/**/*.yaml'] } }),
    '.vscode/extensions.json': json({ recommendations: ['redhat.vscode-yaml'] }),
    'experiments/first.yaml': firstExperiment(`../${schema}`),
  };
}

/** A project's name as npm takes it, made from that of its folder. */
export function packageName(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  return name === '' ? 'segmentation' : name.slice(0, 100);
}

function firstExperiment(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# Purpose: all of Tessera on images that it makes itself: three classes, a small U-Net
# Command: npx tessera run experiments/first.yaml
# Expect:  half a minute on 2 cores; test macro IoU 0.95
# Your own photos: npx tessera init --data <photos> <masks>
name: first
seed: 0
dataset:
  type: shapes             # npx tessera components dataset lists the others
  image_size: 64
augmentations:             # of training samples only
  - {type: horizontal-flip, p: 0.5}
model:
  type: unet
  encoder: {type: convnet, widths: [16, 32, 64]}
loss: {type: cross-entropy}
metrics:
  - {type: iou, average: macro}
  - {type: recall, average: macro}
optimizer: {type: adam, lr: 3e-3}
scheduler: {type: poly}
train:
  epochs: 8
  batch_size: 16
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
