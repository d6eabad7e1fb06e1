import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactElement } from 'react';
import { Limits } from '../../client/core/index.ts';
import type { Draft, UploadRules } from '../../client/core/index.ts';
import type { Writable } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { AttachButton } from '../files/attach-button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useToast } from '../parts/toast.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { lastEditable } from './last-editable.ts';
import { marked, markOf } from './marked.ts';
import { MentionList } from './mention-list.tsx';
import { PlusMenu } from './plus-menu.tsx';
import { useMentions } from './use-mentions.ts';
import { useWriting } from './use-writing.ts';
import type { Anonymity, Composed, Writing } from './writing.ts';

export interface TextWriterProps {
  readonly to: Writable;
  readonly writing: Writing;
  readonly onWriting: (next: Writing) => void;
  readonly threadRootId: string | undefined;
  readonly isOpen: boolean;
  /** What files are taken; undefined where none are. */
  readonly rules: UploadRules | undefined;
  /** Files that were chosen, to be sent at once. */
  readonly onFiles: (files: readonly File[]) => void;
  /** Files to be looked at before. */
  readonly onStage: (files: readonly File[]) => void;
  readonly onRecord: () => void;
  readonly onCompose: (composed: Composed) => void;
  readonly anonymity: Anonymity;
}

/** From how many characters before the limit on the count is shown. */
const countFrom = 500;

/** Safari ends a composition before it tells of the Enter that ended it: milliseconds in which Enter is that one. */
const stillComposingMs = 100;

/** Where text is written. Enter sends, Shift+Enter begins a line; Enter that ends a composition does neither. */
export const TextWriter = (props: TextWriterProps): ReactElement => {
  const { to, writing, onWriting, threadRootId, isOpen, rules } = props;
  const { feed } = useOpenSession();
  const { attempt } = useToast();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const composedAt = useRef(Number.NEGATIVE_INFINITY);
  const selectedAfter = useRef<readonly [from: number, to: number] | undefined>(undefined);
  const [caret, setCaret] = useState(0);
  const { text, change, send, done, restore } = useWriting(writing, to);
  const mentions = useMentions(text, caret);
  const isEdit = writing.kind === 'edit';
  const left = Limits.textLength - text.length;
  // The words to a file can be taken away.
  const isCaption = writing.kind === 'edit' && writing.row.kind !== 'TEXT';
  const sends = isOpen && (text.trim() !== '' || isCaption) && left >= 0;
  const offers = mentions.people.length > 0;

  useFocus(field, writing);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
    if (selectedAfter.current === undefined) return;
    element.setSelectionRange(...selectedAfter.current);
    selectedAfter.current = undefined;
  }, [text]);

  const write = (next: string, from: number, end = from): void => {
    selectedAfter.current = [from, end];
    change(next);
    setCaret(end);
    field.current?.focus();
  };
  const insert = (added: string): void => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    write(`${text.slice(0, selectionStart)}${added}${text.slice(selectionEnd)}`, selectionStart + added.length);
  };
  const submit = (): void => {
    if (!sends) return;
    field.current?.focus();
    if (writing.kind !== 'edit') {
      const ids = mentions.idsIn(text);
      const make = (): Draft => ({ kind: 'TEXT', content: { text }, ...(ids.length === 0 ? {} : { mentions: ids }) });
      // What becomes of it stands in its row.
      send(make)?.catch(() => undefined);
      return;
    }
    done();
    onWriting({ kind: 'new' });
    const { id: edited, key, draft } = writing.row;
    if (edited === undefined) {
      // The server refused it as it was.
      if (draft !== undefined) feed.retry(key, { ...draft, content: { ...draft.content, text } });
      return;
    }
    void attempt(() => feed.actions.edit(edited, { text })).then((isSaved) => {
      if (isSaved) return;
      restore(key, text);
      onWriting(writing);
    });
  };
  const cancel = (): void => {
    done();
    onWriting({ kind: 'new' });
  };

  const keyInList = (key: string): boolean => {
    if (!offers) return false;
    const person = mentions.people[mentions.active];
    if (key === 'ArrowDown' || key === 'ArrowUp') mentions.move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') mentions.close();
    else if ((key === 'Enter' || key === 'Tab') && person !== undefined) {
      const picked = mentions.pick(person);
      write(picked.text, picked.caret);
    } else return false;
    return true;
  };
  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const isComposing = event.nativeEvent.isComposing || event.timeStamp - composedAt.current < stillComposingMs;
    // It is the first key after its end, if any is.
    composedAt.current = Number.NEGATIVE_INFINITY;
    if (isComposing) return;
    const { key } = event;
    const mark = markOf(event.nativeEvent);
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (mark !== undefined && selectionStart < selectionEnd) {
      event.preventDefault();
      const next = marked({ text, from: selectionStart, to: selectionEnd }, mark);
      write(next.text, next.from, next.to);
      return;
    }
    if (!event.shiftKey && keyInList(key)) {
      event.preventDefault();
      return;
    }
    if (key === 'Escape' && writing.kind !== 'new') {
      // A dialog around would close, and take what is written along.
      event.preventDefault();
      if (isEdit) cancel();
      else onWriting({ kind: 'new' });
    }
    if (key === 'ArrowUp' && text === '' && writing.kind === 'new') {
      const row = lastEditable(feed, threadRootId);
      if (row !== undefined) {
        event.preventDefault();
        onWriting({ kind: 'edit', row });
      }
    }
    if (key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  const paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    // What comes with a text is a picture of that text.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain') || rules === undefined) return;
    event.preventDefault();
    props.onStage(files);
  };

  return (
    <>
      {offers && (
        <MentionList
          id={`${id}-mentions`}
          people={mentions.people}
          active={mentions.active}
          onPick={(person) => {
            const picked = mentions.pick(person);
            write(picked.text, picked.caret);
          }}
        />
      )}
      <div className="composer-box" hidden={!isOpen}>
        <PlusMenu {...props} />
        {rules !== undefined && !isEdit && <AttachButton rules={rules} onFiles={props.onFiles} />}
        <textarea
          ref={field}
          className="composer-field"
          rows={1}
          dir="auto"
          placeholder="Write a message"
          aria-label="Message"
          aria-describedby={`${id}-count`}
          aria-autocomplete="list"
          aria-controls={offers ? `${id}-mentions` : undefined}
          aria-activedescendant={offers ? `${id}-mentions-${mentions.active}` : undefined}
          enterKeyHint="send"
          value={text}
          onChange={({ target }) => {
            change(target.value);
            setCaret(target.selectionStart);
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={keyDown}
          onCompositionEnd={({ timeStamp }) => {
            composedAt.current = timeStamp;
          }}
          onPaste={paste}
        />
        <EmojiButton onPick={insert} />
        {rules !== undefined && !isEdit && text === '' && (
          <IconButton icon="mic" label="Record a voice message" className="record" onClick={props.onRecord} />
        )}
        <button type="button" className="send" aria-label={isEdit ? 'Save' : 'Send'} disabled={!sends} onClick={submit}>
          <Icon name={isEdit ? 'check' : 'send'} />
        </button>
      </div>
      <span className="count" id={`${id}-count`} data-over={left < 0 ? '' : undefined}>
        {left > countFrom ? '' : left >= 0 ? `${left} characters left` : `${-left} characters too many`}
      </span>
    </>
  );
};

/** Whoever opens a chat, or chooses to answer or edit, goes on with writing. */
const useFocus = (field: { readonly current: HTMLTextAreaElement | null }, writing: Writing): void => {
  const isAtFirst = useRef(true);
  const take = useEffectEvent(() => {
    const element = field.current;
    if (element === null || (isAtFirst.current && !matchMedia('(hover: hover)').matches)) return;
    isAtFirst.current = false;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  });
  useEffect(() => {
    // A dialog that closes gives the focus back first.
    const frame = requestAnimationFrame(() => take());
    return () => cancelAnimationFrame(frame);
  }, [writing]);
};
