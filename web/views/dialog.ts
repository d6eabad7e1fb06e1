import { button, el } from '../dom.ts';
import { icon } from '../icons.ts';

export interface OpenDialog {
  readonly element: HTMLDialogElement;
  readonly close: () => void;
}

/** A native modal dialog, which keeps the focus inside and gives it back. `closed` is called once it is gone. */
export const openDialog = (
  title: string,
  content: readonly HTMLElement[],
  closed: () => void = () => undefined,
): OpenDialog => {
  const id = `dialog-${title.toLowerCase().replaceAll(' ', '-')}`;
  const element = el('dialog', { class: 'dialog', 'aria-labelledby': id });
  const close = (): void => element.close();
  element.append(
    el(
      'div',
      { class: 'dialog-head' },
      el('h2', { id }, title),
      button({ class: 'icon-button', 'aria-label': 'Close' }, close, icon('close')),
    ),
    ...content,
  );
  element.addEventListener('close', () => {
    element.remove();
    closed();
  });
  document.body.append(element);
  element.showModal();
  return { element, close };
};
