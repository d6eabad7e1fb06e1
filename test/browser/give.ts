import type { Visitor } from './pages.ts';

/** Gives files to the page, as a paste into the field or a drop on the chat does. */
export const give = (
  who: Visitor,
  kind: 'paste' | 'drop',
  name: string,
  mediaType: string,
  bytes: Buffer,
): Promise<void> =>
  who.page.evaluate(
    ([how, fileName, type, encoded]) => {
      const data = new DataTransfer();
      const held = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      data.items.add(new File([held], fileName, { type }));
      if (how === 'paste') {
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.querySelector('.composer-field')?.dispatchEvent(event);
        return;
      }
      for (const step of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector('.scroller')?.dispatchEvent(event);
      }
    },
    [kind, name, mediaType, bytes.toString('base64')] as const,
  );
