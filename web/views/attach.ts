import { draftWithFile } from '../../client/core/index.ts';
import type { Draft, Upload, Uploads, UploadState } from '../../client/core/index.ts';
import { button, el, setText } from '../dom.ts';
import type { View } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Toast } from './toast.ts';

export interface AttachOptions {
  readonly uploads: Uploads;
  readonly send: (draft: Draft) => void;
  readonly toast: Toast;
}

export interface AttachView extends View {
  /** Whether files can be sent here now. */
  allow(isAllowed: boolean): void;
}

const phases: Readonly<Record<UploadState['phase'], string>> = {
  uploading: 'Uploading',
  waiting: 'Waiting for the network',
  checking: 'Sending',
  done: 'Sending',
  failed: 'Not uploaded',
  cancelled: 'Cancelled',
};

/** Where files are chosen, and shown until the message that carries them stands in the conversation. */
export const attachView = ({ uploads, send, toast }: AttachOptions): AttachView => {
  const input = el('input', {
    type: 'file',
    multiple: true,
    class: 'visually-hidden',
    tabindex: -1,
    'aria-label': 'Files to attach',
  });
  const choose = button(
    { class: 'icon-button attach', 'aria-label': 'Attach files' },
    () => input.click(),
    icon('clip'),
  );
  const list = el('ul', { class: 'uploads', role: 'list', 'aria-label': 'Files on their way' });
  const element = el('div', { class: 'attach-line' }, choose, input, list);
  const shown = new Map<Upload, { readonly row: HTMLElement; readonly end: () => void }>();

  const start = async (blob: File): Promise<void> => {
    // A file whose type the device does not know is text, or is refused.
    const upload = uploads.start({ blob, name: blob.name, mediaType: blob.type === '' ? 'text/plain' : blob.type });
    try {
      send(draftWithFile(await upload.uploaded));
      uploads.dismiss(upload);
    } catch (cause) {
      if (upload.state.get().phase === 'cancelled') uploads.dismiss(upload);
      else await toast.attempt(() => Promise.reject(cause instanceof Error ? cause : new Error('unknown')));
    }
  };
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) void start(file);
    input.value = '';
  });

  const rowOf = (upload: Upload, name: string) => {
    const text = el('span', { class: 'upload-name', dir: 'auto' }, name);
    const phase = el('span', { class: 'upload-phase' });
    const bar = el('progress', { 'aria-label': `How much of ${name} is uploaded` });
    const stop = button(
      { class: 'icon-button', 'aria-label': `Do not send ${name}` },
      () => uploads.dismiss(upload),
      icon('close'),
    );
    const row = el('li', { class: 'upload' }, text, phase, bar, stop);
    const refresh = (): void => {
      const now = upload.state.get();
      setText(phase, phases[now.phase]);
      bar.max = Math.max(1, now.total);
      bar.value = now.sent;
    };
    refresh();
    return { row, end: upload.state.subscribe(refresh) };
  };
  const follow = (): void => {
    const now = uploads.all.get();
    for (const upload of now) {
      if (shown.has(upload)) continue;
      const entry = rowOf(upload, upload.name);
      shown.set(upload, entry);
      list.append(entry.row);
    }
    for (const [upload, { row, end }] of shown) {
      if (now.includes(upload)) continue;
      end();
      row.remove();
      shown.delete(upload);
    }
  };
  const unfollow = uploads.all.subscribe(follow);
  return {
    element,
    allow(isAllowed) {
      choose.hidden = !isAllowed;
    },
    destroy() {
      unfollow();
      for (const upload of uploads.all.get()) uploads.dismiss(upload);
      element.remove();
    },
  };
};
