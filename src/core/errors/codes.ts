/**
 * Every kind of problem that a user can meet, with its meaning and what to do.
 * `docs/errors.md` is generated from this table. Codes that are not in it can't be thrown.
 */
export const errorCodes = {
  'yaml-syntax': 'The file is not valid YAML. Fix the syntax at the position shown.',
  'yaml-unsafe':
    'The file uses YAML in a way that is refused: it is too large or too deep, repeats a key, or expands too ' +
    'many aliases.',
  'file-missing': 'A file or folder that the configuration names does not exist, or cannot be read.',
  'extends-cycle': 'A file extends itself, directly or through its parents.',
  'unknown-key':
    'A key is not part of its section. Use the nearest right key, or move it to the section it belongs to.',
  'missing-key': 'A required key is absent.',
  'wrong-type': 'A value has the wrong type: a number where a string is expected, and so on.',
  'bad-value': 'A value has the right type, but is not allowed.',
  'unknown-component': 'No component with this type is registered for this kind. Use one of those listed.',
  'bad-interpolation':
    'A `${...}` reference names a key or environment variable that does not exist, or refers to itself.',
  'bad-override': 'A `--set` argument is not of the form `path.to.key=value`, or its path does not exist.',
  'bad-axis': 'A sweep axis is empty, or its path does not exist in the configuration.',
  'bad-claim':
    'A claim of a question cannot be judged: it is not written as claims are, or names a figure that no run ' +
    'has, or a point that is not in the sweep.',
  'bad-plugin':
    'A plugin module cannot be loaded, does not export components, or registers a type that exists already.',
  'plugin-failed':
    "A plugin's code went wrong outside of what asked for it: a rejection that nobody handles, `process.exit`, " +
    'a promise that never settles, an endless loop.',
  'secret-missing': 'The environment variable that a `${secret:NAME}` stands for is not set.',
  'bad-runs-folder':
    'The folder of a run or sweep cannot be made: its name is too long for the file system, or the runs folder ' +
    'is not writable.',
  'bad-argument': 'A command-line argument is wrong.',
  'bad-dataset': "The dataset's files are not as its type expects them.",
  'empty-split': 'A split of the dataset has no samples, or no pixel of it counts because all are ignored.',
  'empty-class':
    'No pixel of the training masks is of a class, so nothing could learn it. Correct the meaning of the ' +
    'values in the masks, or name the class under `allow_empty`.',
  'bad-annotation':
    'An annotation cannot be drawn: a polygon or run lengths are not as the format expects, or of another size ' +
    'than the photo.',
  'missing-mask': 'A photo has no mask.',
  'bad-image': 'An image or mask file cannot be decoded, or its size differs from its pair.',
  'bad-mask-value': 'A mask has a value that is neither a class index nor the ignore index.',
  'sample-failed': 'A sample could not be made: an augmentation failed, or the thread that worked on it stopped.',
  'cache-failed': 'Packed samples could not be written: the disk is full, or the folder is not writable.',
  'download-failed': 'A download failed, or the downloaded file is not the expected one.',
  'not-downloaded':
    'Weights that the configuration names are not on this machine yet, and this command downloads nothing. A ' +
    'run downloads them.',
  'bad-size': 'The model cannot take images of this size.',
  'bad-weights': 'A weight file does not fit the model: a tensor is missing, or has another shape or type.',
  'bad-checkpoint': 'A checkpoint is missing, damaged, or belongs to another configuration.',
  'backend-missing': 'The backend that the configuration names is not available on this machine.',
  'device-missing': 'No backend has the GPU that the configuration asks for. `tessera doctor` says what is missing.',
  'device-lost':
    'The GPU stopped answering in the middle of a run: its driver was reset, or the card is gone. The last ' +
    'checkpoint stays; `--resume` goes on from it.',
  'program-missing': 'A program that this command needs is not installed.',
  'backend-install': 'A backend could not be built: its sources are missing, or the compiler failed.',
  'launch-refused':
    'The scheduler that `launch` names refused the jobs. Nothing was submitted. The message has its words, at ' +
    'the key that they are about.',
  'launcher-failed':
    'What `launch` names does not answer: the controller of the cluster, or a machine. Jobs that run go on; ' +
    'ask again later.',
  'run-exists': 'This experiment has a run already. A run is never overwritten.',
  'run-missing': 'No run has this name.',
  'evaluation-exists': 'The run has an evaluation of this name already. Without `--force`, none is overwritten.',
  'evaluation-missing': 'The run has no evaluation of this name. `tessera test` makes it.',
  'other-photos':
    'Two evaluations are not of the same photos with the same masks, so they cannot be compared photo by photo.',
  'classes-differ':
    'The classes of the data are not those of the run. `--map` says which class of the data counts as which of ' +
    'the run.',
  'newer-format':
    'A file was written by a newer version of Tessera, in a format that this one does not know. Use the ' +
    'version that the message names, or a newer one.',
  'file-unreadable':
    'A file that Tessera wrote cannot be read, or its content is wrong. It still counts: nothing is started in ' +
    'its place, and nothing is deleted.',
  'too-many-files':
    'The process has as many files open as its limit (`ulimit -n`) allows. Raise the limit, or open fewer at a time.',
  'run-changed':
    'What a run was trained with has changed: its configuration, its weights or its data. Put it back, or go ' +
    'on with `--accept-changes`, which records the change. Of a point of a sweep: a plugin was edited after ' +
    'the sweep was started.',
  'run-busy': 'Another process is writing to this run.',
  'predictions-differ':
    'A folder has predictions of another model, or with other settings. Name another folder, or replace them ' +
    'with `--force`.',
  'lease-lost':
    'Another process took over the folder to which this one was writing, after a minute without a sign of ' +
    'life, or the folder was deleted. This process stopped.',
  diverged:
    'The loss in training or validation, a weight, or what the optimizer keeps of it, became infinite or not a ' +
    'number. It is not saved: the checkpoints before it stay.',
  'run-failed':
    'A run ended with an error, such as a disk that is full. The last whole checkpoint stays, and the run can ' +
    'be resumed.',
  'export-failed':
    'The network cannot be written in this form, or the written file does not answer as the run does. No file is left.',
  'bad-export': 'A file is no exported model of Tessera, or is damaged.',
  'git-failed': 'A git command failed.',
  interrupted:
    'With `--json`: the command was asked to end, by Ctrl-C, a scheduler or a closed terminal, before it had a result.',
  unexpected:
    'An error that Tessera does not expect: a mistake of its own or of a package. Standard error shows where; ' +
    'please report it.',
} as const;

export type ErrorCode = keyof typeof errorCodes;
