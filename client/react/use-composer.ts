import { useEffect, useMemo, useRef, useState } from 'react';
import type {
  Draft,
  KeptDraft,
  Message,
  Sent,
  State,
  Upload,
  UploadSource,
  Uploads,
  UploadState,
} from '../core/index.ts';
import { useChatClient } from './chat-context.tsx';
import { useValue } from './use-value.ts';

/** What a composer writes to: a session, or a thread. */
export interface Writable {
  readonly send: (what: string | Draft, options?: { readonly key?: string }) => Sent;
  readonly typed?: () => void;
  /** Where the text is kept until it is sent; in the component where this is left out. A session and a thread have one. */
  readonly draft?: KeptDraft;
}

export interface ComposerView {
  readonly text: string;
  /** Call it on every change of the field: others are told of typing. */
  readonly change: (text: string) => void;
  readonly canSend: boolean;
  /**
   * Sends the text, or the draft that is made of it, and empties the field. Twice for one text - a double click - it sends one
   * message. Undefined where there is nothing to send.
   */
  readonly send: (make?: (text: string) => Draft) => Promise<Message> | undefined;
}

/** A text that is being written: that of a session or thread outlives the component, and the page. */
export const useComposer = (to: Writable): ComposerView => {
  const { draft } = to;
  const [ownText, setOwnText] = useState('');
  const keptText = useValue<string>(draft ?? notKept);
  const text = draft === undefined ? ownText : keptText;
  const setText = draft?.set ?? setOwnText;
  /** The text whose sending was asked for already, though the field is not drawn empty yet. */
  const sending = useRef<{ readonly text: string; readonly outcome: Promise<Message> } | undefined>(undefined);
  useEffect(() => {
    if (text === '') sending.current = undefined;
  }, [text]);
  const canSend = text.trim() !== '';
  return {
    text,
    change: (next) => {
      sending.current = undefined;
      setText(next);
      if (next !== '') to.typed?.();
    },
    canSend,
    send: (make) => {
      if (!canSend) return undefined;
      if (sending.current?.text === text) return sending.current.outcome;
      const { sent } = to.send(make === undefined ? text : make(text));
      sending.current = { text, outcome: sent };
      setText('');
      return sent;
    },
  };
};

const notKept: State<string> = { get: () => '', subscribe: () => () => undefined };

export interface UploadsView {
  readonly uploads: Uploads;
  /** Oldest first, until they are dismissed. */
  readonly all: readonly Upload[];
  readonly start: (source: UploadSource) => Upload;
  readonly dismiss: (upload: Upload) => void;
}

/** The files on their way to a session from this component. */
export const useUpload = (sessionId: string): UploadsView => {
  const client = useChatClient();
  const uploads = useMemo(() => client.uploads(sessionId), [client, sessionId]);
  return {
    uploads,
    all: useValue(uploads.all),
    start: (source) => uploads.start(source),
    dismiss: (upload) => uploads.dismiss(upload),
  };
};

/** How far one file is. */
export const useUploadState = (upload: Upload): UploadState => useValue(upload.state);
