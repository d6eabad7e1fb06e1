/** A ref for what a dialog gives the focus to when it opens, instead of its first button. */
export const focusFirst = (element: HTMLElement | null): void => element?.setAttribute('autofocus', '');
