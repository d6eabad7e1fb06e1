/** How near to an end, in pixels, counts as being there. */
const near = 48;
/** This far from an end, in heights of the box, what lies beyond is fetched. */
const ahead = 1.5;
/** A row that goes away is no anchor, so that several are remembered. */
const mostAnchors = 12;

/** What may stay under somebody's eyes. Separators come and go with what stands around them. */
const anchors = ':scope > [data-key]';

/**
 * Keeps a scrolled list still while it changes: who reads at the bottom stays at the bottom, and for whoever reads
 * further up the row under their eyes does not move by a pixel, whatever is put above it or becomes of its size.
 */
export class ScrollKeeper {
  readonly #box: HTMLElement;
  readonly #list: HTMLElement;
  /** Being at the bottom is a wish that outlasts a change of size, so it is remembered rather than measured. */
  #sticky = true;
  /** Below the last row is nothing, so that being there is being at the newest. */
  #isNewest = true;
  /** As the box was when it was last looked at. */
  #known: Measures = { top: 0, height: 0, content: 0 };
  /** The rows in view, top to bottom, and where they were in what is scrolled. */
  #anchors: readonly { readonly row: HTMLElement; readonly top: number }[] = [];

  /** @param list the element in `box` whose children are the rows. */
  constructor(box: HTMLElement, list: HTMLElement) {
    this.#box = box;
    this.#list = list;
  }

  get atBottom(): boolean {
    return this.#sticky;
  }

  get nearTop(): boolean {
    return this.#box.scrollTop < ahead * this.#box.clientHeight;
  }

  /** How many rows there are on each side of those in view. */
  get beyond(): { readonly above: number; readonly below: number } {
    const rows = this.#list.querySelectorAll<HTMLElement>(anchors);
    const { top, bottom } = this.#box.getBoundingClientRect();
    return { above: firstEndingBelow(rows, top), below: rows.length - firstEndingBelow(rows, bottom) };
  }

  get nearBottom(): boolean {
    const { top, height, content } = measured(this.#box);
    return content - top - height < ahead * height;
  }

  /** Call it when the box scrolled. */
  scrolled(): void {
    if (this.#box.clientHeight === this.#known.height || this.#isSomeonesWish()) this.#settle();
    else this.changed();
  }

  /**
   * Call it when the box, or what is in it, is another or has another size; before anything is painted.
   *
   * @param isNewest whether the last row is the newest of all. Where it is not, nothing is followed.
   */
  changed(isNewest = this.#isNewest): void {
    if (!isNewest) this.#sticky = false;
    if (this.#sticky && this.#isSomeonesWish()) this.#settle();
    else if (this.#sticky) this.toBottom();
    else this.#hold();
    this.#isNewest = isNewest;
  }

  toBottom(): void {
    this.#sticky = true;
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#known = measured(this.#box);
  }

  /** Puts `element` a little below the top edge, or into the middle. */
  show(element: HTMLElement, where: 'top' | 'middle' = 'top'): void {
    const { height, top } = element.getBoundingClientRect();
    const room = where === 'top' ? near : Math.max(near, (this.#box.clientHeight - height) / 2);
    this.#box.scrollTop += top - this.#box.getBoundingClientRect().top - room;
    this.#settle();
  }

  /** Whether `element` is in view. */
  shows(element: HTMLElement): boolean {
    const [own, box] = [element.getBoundingClientRect(), this.#box.getBoundingClientRect()];
    return own.bottom > box.top && own.top < box.bottom;
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
    const { top, height, content } = this.#known;
    this.#sticky = this.#isNewest && content - top - height < near;
    this.#anchors = this.#inView();
  }

  /** Scrolls by as much as the row in view was moved. */
  #hold(): void {
    const anchor = this.#anchors.find(({ row }) => row.isConnected);
    if (anchor !== undefined) {
      const by = this.#topOf(anchor.row) - anchor.top;
      if (by !== 0) this.#box.scrollTop += by;
    }
    this.#known = measured(this.#box);
    this.#anchors = this.#inView();
  }

  #topOf(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.#box.getBoundingClientRect().top + this.#box.scrollTop;
  }

  #inView(): { row: HTMLElement; top: number }[] {
    const rows = this.#list.querySelectorAll<HTMLElement>(anchors);
    const edge = this.#box.getBoundingClientRect().top;
    const from = firstEndingBelow(rows, edge);
    return [...rows].slice(from, from + mostAnchors).map((row) => ({ row, top: this.#topOf(row) }));
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

/** How many rows end at or above a height of the window. */
const firstEndingBelow = (rows: NodeListOf<HTMLElement>, edge: number): number => {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle;
    else from = middle + 1;
  }
  return from;
};
