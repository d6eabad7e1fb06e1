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
  /** As the box was when it was last looked at. */
  #known: Measures = { top: 0, height: 0, content: 0 };

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
    if (this.#box.clientHeight === this.#known.height || this.#isSomeonesWish()) this.#settle();
    else this.resized();
  }

  /** Call it when the box, or what is in it, changed its size by itself. */
  resized(): void {
    if (this.#sticky && this.#isSomeonesWish()) this.#settle();
    else if (this.#sticky) this.toBottom();
    else this.#known = measured(this.#box);
  }

  toBottom(): void {
    this.#sticky = true;
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#known = measured(this.#box);
  }

  /** A change of size scrolls, too, and is nobody's wish; but it goes up no further than the change itself. */
  #isSomeonesWish(): boolean {
    const { top, height, content } = measured(this.#box);
    const explained = Math.max(0, height - this.#known.height) + Math.max(0, this.#known.content - content);
    return top < this.#known.top - explained - near;
  }

  /** Takes the place where it is for the one that is wanted. */
  #settle(): void {
    this.#known = measured(this.#box);
    this.#sticky = this.#known.content - this.#known.top - this.#known.height < near;
  }

  /** Puts `element` a little below the top edge. */
  show(element: HTMLElement): void {
    this.#box.scrollTop += element.getBoundingClientRect().top - this.#box.getBoundingClientRect().top - near;
    this.#settle();
  }

  /** Runs `change` on the list, whose rows are `rows`, without moving what is being read. */
  around(rows: Iterable<HTMLElement>, change: () => void): void {
    // Scrolled a moment ago, and not told of it yet.
    if (this.#sticky && this.#isSomeonesWish()) this.#settle();
    const edge = this.#box.getBoundingClientRect().top;
    const anchor = this.#sticky ? undefined : firstBelow(rows, edge);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (this.#sticky) this.toBottom();
    else if (anchor !== undefined && before !== undefined && anchor.isConnected) {
      this.#box.scrollTop += anchor.getBoundingClientRect().top - before;
      this.#known = measured(this.#box);
    }
  }
}

/** In pixels: where it is, how high it is, and how high what it scrolls. */
interface Measures {
  readonly top: number;
  readonly height: number;
  readonly content: number;
}

const measured = (box: HTMLElement): Measures => ({
  top: box.scrollTop,
  height: box.clientHeight,
  content: box.scrollHeight,
});

const firstBelow = (rows: Iterable<HTMLElement>, edge: number): HTMLElement | undefined => {
  for (const row of rows) if (row.getBoundingClientRect().bottom > edge) return row;
  return undefined;
};
