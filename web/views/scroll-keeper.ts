/** How near to an end, in pixels, counts as being there. */
const near = 48;

/**
 * Keeps a scrolled list still while it changes: who reads at the bottom stays at the bottom, and for whoever reads
 * further up the row under their eyes does not move by a pixel, whatever is put above it.
 */
export class ScrollKeeper {
  readonly #box: HTMLElement;
  /** Being at the bottom is a wish that outlasts a change of size, so it is remembered rather than measured. */
  #sticky = true;
  #height = 0;

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  get atBottom(): boolean {
    return this.#sticky;
  }

  get nearTop(): boolean {
    return this.#box.scrollTop < 6 * near;
  }

  /** Call it when the box scrolled. */
  scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    const fromBottom = scrollHeight - scrollTop - clientHeight;
    // A change of height scrolls, too, and is nobody's wish, unless it went further than the change explains.
    const grown = Math.abs(clientHeight - this.#height);
    if (grown > 0 && fromBottom < near + grown) {
      this.resized();
      return;
    }
    this.#height = clientHeight;
    this.#sticky = fromBottom < near;
  }

  /** Call it when the box, or what is in it, changed its size by itself. */
  resized(): void {
    this.#height = this.#box.clientHeight;
    if (this.#sticky) this.toBottom();
  }

  toBottom(): void {
    this.#sticky = true;
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** Puts `element` a little below the top edge. */
  show(element: HTMLElement): void {
    this.#box.scrollTop += element.getBoundingClientRect().top - this.#box.getBoundingClientRect().top - near;
    this.#sticky = this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < near;
  }

  /** Runs `change` on the list, whose rows are `rows`, without moving what is being read. */
  around(rows: Iterable<HTMLElement>, change: () => void): void {
    const edge = this.#box.getBoundingClientRect().top;
    const anchor = this.#sticky ? undefined : firstBelow(rows, edge);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (this.#sticky) this.toBottom();
    else if (anchor !== undefined && before !== undefined && anchor.isConnected) {
      this.#box.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }
}

const firstBelow = (rows: Iterable<HTMLElement>, edge: number): HTMLElement | undefined => {
  for (const row of rows) if (row.getBoundingClientRect().bottom > edge) return row;
  return undefined;
};
