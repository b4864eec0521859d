/** Where photos come from: dropped on the page, picked, or pasted. The latest of several files counts as one photo. */
export function watchForPhotos(
  picker: HTMLInputElement,
  take: (photo: File) => void,
  refuse: (message: string) => void,
): void {
  const takeFirst = (files: FileList | undefined | null, otherwise: string) => {
    const [file] = files ?? [];
    if (file) take(file);
    else refuse(otherwise);
  };

  picker.addEventListener('change', () => {
    if (picker.files?.length) takeFirst(picker.files, '');
    // Otherwise the same photo could not be picked again.
    picker.value = '';
  });

  document.addEventListener('paste', (event) => {
    takeFirst(event.clipboardData?.files, 'There is no image on the clipboard.');
  });

  const { classList } = document.body;
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    classList.add('dragging');
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) classList.remove('dragging');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    classList.remove('dragging');
    takeFirst(event.dataTransfer?.files, 'That was no file. Save the image first, then drop the file.');
  });
}
