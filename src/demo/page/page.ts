import type { DemoDescription } from '../description.ts';
import { create, element } from './elements.ts';
import { watchForPhotos } from './intake.ts';
import { createLegend } from './legend.ts';
import { sharesOf } from './mask-colors.ts';
import type { Answer, Failure } from './messages.ts';
import { createSegmenter } from './segmenter.ts';
import { createStage } from './stage.ts';
import { deviceName, dimensions, maskContent, reducedNote, timing, unreadable } from './wording.ts';

/** The page's program: from a photo to its mask on the screen. */
const status = element('status', HTMLElement);
const problem = element('problem', HTMLElement);
const progress = element('progress', HTMLProgressElement);
const save = element('save', HTMLButtonElement);

document.body.classList.add('started');
fetch(new URL('model.json', import.meta.url))
  .then((response) => response.json() as Promise<DemoDescription>)
  .then(start)
  .catch((error: unknown) => refuse(`The page could not be started: ${String(error)}`));

function start(description: DemoDescription): void {
  const { classes, name, examples } = description;
  const legend = createLegend(classes, () => stage.redraw(legend.visible));
  const stage = createStage(classes, (label) => legend.point(label));
  const segmenter = createSegmenter(description, {
    loading(loaded, total) {
      say('Loading the network …');
      progress.max = total;
      progress.value = loaded;
    },
    ready(device, threads) {
      element('device', HTMLElement).textContent = deviceName(device, threads);
      progress.removeAttribute('value');
      progress.hidden = !isBusy();
      if (!isBusy()) say('Ready for a photo.');
    },
    failed: ({ message }) => refuse(`The network can't run in this browser: ${message}`),
  });
  document.title = `${name}: Tessera demo`;
  element('name', HTMLElement).textContent = name;
  describeNetwork(description);

  let shown = '';
  /** Photos whose answer is still to come. */
  let open = 0;
  const isBusy = () => open > 0;

  async function show(file: Blob, fileName: string): Promise<void> {
    problem.textContent = '';
    const loaded = await load(file);
    if (!loaded) return refuse(unreadable(fileName, file.type));
    open++;
    shown = fileName;
    save.disabled = true;
    legend.showShares();
    element('timing', HTMLElement).textContent = '';
    stage.showPhoto(loaded, fileName);
    progress.hidden = false;
    say(`Segmenting ${fileName} …`);
    const size = { height: loaded.naturalHeight, width: loaded.naturalWidth };
    const answer = await segmenter.segment({ blob: file, size });
    open--;
    progress.hidden = !isBusy();
    if (!answer || isBusy()) return;
    if ('why' in answer) refuse(explain(answer, fileName, file.type));
    else showAnswer(answer, reducedNote(size, answer));
  }

  function showAnswer(answer: Answer, note: string | undefined): void {
    const shares = sharesOf(answer.labels, classes.length);
    const content = maskContent(classes, shares);
    const { total, parts } = timing(answer);
    stage.showMask(answer, legend.visible, content);
    legend.showShares(shares);
    save.disabled = false;
    element('timing', HTMLElement).textContent = total;
    element('parts', HTMLElement).textContent = `${parts}; the network saw ${dimensions(answer.input)} pixels`;
    say([`${shown}: ${content}.`, note].join(' ').trim());
  }

  watchForPhotos(element('file', HTMLInputElement), (file) => void show(file, file.name), refuse);

  const opacity = element('opacity', HTMLInputElement);
  const setOpacity = () => {
    opacity.ariaValueText = element('opacity-value', HTMLElement).textContent = `${opacity.value} %`;
    stage.setOpacity(Number(opacity.value) / 100);
  };
  opacity.addEventListener('input', setOpacity);
  setOpacity();

  save.addEventListener('click', () => {
    void stage.picture().then((picture) => {
      const href = URL.createObjectURL(picture);
      create('a', { href, download: `${shown.replace(/\.\w+$/, '')}-mask.png` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
    });
  });

  element('examples', HTMLElement).hidden = examples.length === 0;
  element('example-list', HTMLElement).append(
    ...examples.map(({ file, name: sample }) => {
      const source = new URL(file, import.meta.url).href;
      const button = create('button', { type: 'button' }, [
        create('img', { src: source, alt: sample, loading: 'lazy' }),
      ]);
      button.addEventListener('click', () => {
        fetch(source)
          .then((response) => response.blob())
          .then((blob) => show(blob, sample))
          .catch((error: unknown) => refuse(`${sample} could not be loaded: ${String(error)}`));
      });
      return create('li', {}, [button]);
    }),
  );
}

function describeNetwork({ id, checkpoint, step, classes, resize, metrics, version }: DemoDescription): void {
  const { policy, size } = resize;
  const rows = [
    ['Run', id],
    ['Checkpoint', `${checkpoint}, step ${step}`],
    ['Classes', String(classes.length)],
    ['Trained at', `${dimensions(size)} pixels (${policy})`],
    ...Object.entries(metrics).map(([name, value]) => [name, Number(value).toFixed(3)]),
    ['Made with', `Tessera ${version}`],
  ];
  element('about', HTMLDListElement).replaceChildren(
    ...rows.flatMap(([name, value]) => [create('dt', {}, [name!]), create('dd', {}, [value!])]),
  );
}

/** The photo as the browser shows it, or undefined if it can't. */
function load(file: Blob): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  return new Promise((resolve) => {
    image.addEventListener('load', () => resolve(image));
    image.addEventListener('error', () => {
      URL.revokeObjectURL(image.src);
      resolve(undefined);
    });
  });
}

function explain({ why, message }: Failure, name: string, type: string): string {
  return why === 'unreadable' ? unreadable(name, type) : `${name} could not be segmented: ${message}`;
}

/** For what goes on; screen readers read it when nothing else is said. */
function say(text: string): void {
  status.textContent = text;
}

/** For what went wrong; screen readers read it at once. */
function refuse(message: string): void {
  status.textContent = '';
  problem.textContent = message;
}
