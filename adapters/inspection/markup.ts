/** Text that a browser might show as a page, or run, where it is served carelessly. */
const starts = ['<!doctype', '<html', '<head', '<body', '<svg', '<script', '<iframe', '<?xml', '<!--', '<xsl:'];

/** Whether text begins as a page or a picture of markup does. `head` is the beginning, at least a few hundred characters. */
export function isMarkup(head: string): boolean {
  const text = head
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  return starts.some((start) => text.startsWith(start));
}
