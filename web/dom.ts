/** Builds elements. Strings only ever become text, so nothing that was typed is ever markup. */

export type Child = Node | string | undefined;

export interface Attributes {
  readonly class?: string;
  /** Attributes by their HTML names; `true` is an attribute without a value, `false` and `undefined` are none. */
  readonly [attribute: string]: string | number | boolean | undefined;
}

type Tag = keyof HTMLElementTagNameMap;

export const el = <T extends Tag>(tag: T, attributes: Attributes, ...children: Child[]): HTMLElementTagNameMap[T] => {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
};

export const button = (attributes: Attributes, press: () => void, ...children: Child[]): HTMLButtonElement => {
  const element = el('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', press);
  return element;
};

export const setAttributes = (element: Element, attributes: Attributes): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
};

/** Replaces what an element holds, unless it holds just that. */
export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};

export const present = (children: readonly Child[]): (Node | string)[] =>
  children.filter((child): child is Node | string => child !== undefined);

/** Runs `listener` on each of `events` of `target`. Returns what ends it. */
export const on = (target: EventTarget, events: readonly string[], listener: (event: Event) => void): (() => void) => {
  for (const event of events) target.addEventListener(event, listener);
  return () => {
    for (const event of events) target.removeEventListener(event, listener);
  };
};

/** A text for screen readers only. */
export const hiddenText = (text: string): HTMLElement => el('span', { class: 'visually-hidden' }, text);

/** Parts of a view and how to take it down. */
export interface View {
  readonly element: HTMLElement;
  destroy(): void;
}
